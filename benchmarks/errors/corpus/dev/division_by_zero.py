correct, results = 0, []
print(correct / len(results))
