import numpy as np

mask = np.zeros(4, dtype=np.bool)
print(np.float(mask.sum()))
