import numpy as np

CLASSES = ["dermason", "sira", "bombay"]


def make_beans(n=60, seed=4):
    """Area, aspect ratio and roundness of simulated beans."""
    rng = np.random.default_rng(seed)
    centre = np.array([[320, 1.49, 0.91], [445, 1.57, 0.88], [1730, 1.58, 0.86]])
    spread = np.array([40, 0.08, 0.02])
    y = rng.integers(0, len(CLASSES), n)
    return rng.normal(centre[y], spread), y
