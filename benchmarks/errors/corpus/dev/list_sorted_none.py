scores = [0.3, 0.1, 0.2]
ordered = scores.sort()
print(ordered[0])
