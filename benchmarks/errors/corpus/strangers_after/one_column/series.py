import numpy as np


def smooth(values):
    return np.convolve(values, [0.5, 0.5], mode="valid")
