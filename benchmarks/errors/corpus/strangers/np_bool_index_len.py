import numpy as np
x = np.arange(10)
mask = np.array([True, False, True])
print(x[mask])
