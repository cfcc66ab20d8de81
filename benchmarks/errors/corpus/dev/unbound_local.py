best = 0.0


def update(score):
    if score > best:
        best = score
    return best


print(update(0.3))
