scores = [1, 2, 3]
for score in scores
    print(score)
