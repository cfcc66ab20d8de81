rows = ["0,91", "0,88"]
print(sum(float(r) for r in rows))
