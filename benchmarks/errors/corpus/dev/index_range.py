values = [1, 2, 3]
for i in range(len(values)):
    print(values[i + 1] - values[i])
