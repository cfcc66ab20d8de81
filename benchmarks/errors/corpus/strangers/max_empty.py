results = {}
best = max(results, key=results.get)
