import numpy as np

np.save("splits.npy", np.array([{"a": 1}, {"b": 2}], dtype=object))
print(np.load("splits.npy"))
