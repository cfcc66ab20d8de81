import numpy as np

predictions = np.zeros((100, 3))
targets = np.zeros(100)
print(((predictions - targets) ** 2).mean())
