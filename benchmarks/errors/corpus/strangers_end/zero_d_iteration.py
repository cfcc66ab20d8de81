import numpy as np
points = np.array(5)
for p in points:
    print(p)
