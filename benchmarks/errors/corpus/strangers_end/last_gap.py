import numpy as np
nans = np.array([0, 0, 1, 1, 0])
starts = []
for i in range(len(nans)):
    if i != len(nans) and nans[i + 1] != nans[i]:
        starts.append(i)
