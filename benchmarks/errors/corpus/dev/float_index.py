items = list(range(10))
middle = len(items) / 2
print(items[middle])
