import numpy as np

x = np.zeros((32, 128))
w = np.zeros((256, 10))
print(x @ w)
