import numpy as np


def make_windows(series, lookback):
    """Pairs of `lookback` past values and the value that follows them."""
    X, y = [], []
    for i in range(len(series) - lookback + 1):
        X.append(series[i:i + lookback])
        y.append(series[i + lookback])
    return np.stack(X), np.array(y)


def chronological_split(X, y, train=0.75):
    k = int(len(X) * train)
    return X[:k], X[k:], y[:k], y[k:]
