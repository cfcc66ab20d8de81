import numpy as np

distances = np.zeros((4_000_000, 4_000_000))
print(distances.shape)
