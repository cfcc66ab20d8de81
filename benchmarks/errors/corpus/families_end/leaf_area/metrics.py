import numpy as np


def r2(y, pred):
    """Coefficient of determination."""
    ss_res = ((y - pred) ** 2).sum()
    ss_tot = ((y - y.mean()) ** 2).sum()
    return 1 - ss_res / ss_tot


def rmse(y, pred):
    return float(np.sqrt(((y - pred) ** 2).mean()))
