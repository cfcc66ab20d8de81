import numpy as np

np.save("outputs/run1/weights.npy", np.zeros(3))
