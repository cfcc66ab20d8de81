scores = []
scores.apend(0.5)
print(scores)
