import numpy as np

x = np.ones((3_000_000, 1))
gram = np.empty((len(x), len(x)))
