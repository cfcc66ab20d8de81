import numpy as np


def make_grid(length, cells):
    x = np.linspace(0, length, cells + 1)
    return x, x[1] - x[0]


def laplacian(u, dx):
    """Second difference; zero at the two ends (fixed values)."""
    out = np.zeros_like(u)
    out[1:-1] = (u[2:] - 2 * u[1:-1] + u[:-1]) / dx ** 2
    return out
