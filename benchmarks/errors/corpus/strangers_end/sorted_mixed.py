runs = {"10": 0.3, 2: 0.5, "baseline": 0.1}
for k in sorted(runs):
    print(k, runs[k])
