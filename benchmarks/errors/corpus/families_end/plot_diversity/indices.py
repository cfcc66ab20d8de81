import numpy as np


def proportions(counts):
    counts = np.asarray(counts, dtype=float)
    return counts / counts.sum()


def shannon(counts):
    p = proportions(counts)
    return -np.sum(p * np.log(p))


def simpson(counts):
    p = proportions(counts)
    return 1 - np.sum(p ** 2)
