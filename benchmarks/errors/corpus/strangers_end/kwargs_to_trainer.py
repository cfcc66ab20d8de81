def fit(data, epochs=1, lr=0.1):
    return [lr] * epochs
fit([1, 2], epoch=3)
