inputs, labels = [1, 2, 3], [0, 1]
for x, y in zip(inputs, labels, strict=True):
    print(x, y)
