import numpy as np


def channels_first(picture):
    return np.transpose(picture, (2, 0, 1))
