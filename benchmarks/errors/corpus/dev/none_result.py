def best(scores):
    top = max(scores)
    print(top)


result = best([0.1, 0.4])
print(result.real)
