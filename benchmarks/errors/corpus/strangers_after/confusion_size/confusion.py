import numpy as np


def matrix(rows, classes):
    """Counts by truth and prediction."""
    counts = np.zeros((classes, classes), int)
    for truth, predicted in rows:
        counts[truth, predicted] += 1
    return counts
