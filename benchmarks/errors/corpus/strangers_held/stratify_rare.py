import numpy as np
from sklearn.model_selection import train_test_split
x = np.arange(20).reshape(10, 2)
y = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2]
train_test_split(x, y, stratify=y, random_state=1)
