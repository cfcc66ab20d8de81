import numpy as np


def load_trace(path):
    """Long recordings do not fit in memory, so they are mapped."""
    trace = np.load(path, mmap_mode="r")
    print(f"{path}: {trace.size} samples, {trace.dtype}")
    return trace


def robust_scale(x):
    return 1.4826 * np.median(np.abs(x - np.median(x)))
