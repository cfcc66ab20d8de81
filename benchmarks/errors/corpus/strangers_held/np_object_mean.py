import numpy as np
runs = [[0.1, 0.2, 0.3], [0.2, 0.3]]
arr = np.array(runs)
print(arr.mean(axis=0))
