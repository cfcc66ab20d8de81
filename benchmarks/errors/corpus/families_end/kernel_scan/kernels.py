import numpy as np

KERNELS = {
    "rbf": lambda r: np.exp(-0.5 * r ** 2),
    "exponential": lambda r: np.exp(-r),
    "matern": lambda r: (1 + np.sqrt(3) * r) * np.exp(-np.sqrt(3) * r),
}
