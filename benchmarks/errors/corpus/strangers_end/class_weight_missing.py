import numpy as np
from sklearn.svm import SVC
x = np.random.rand(9, 2)
y = [0, 1, 2] * 3
SVC(class_weight={0: 1.0, 1: 2.0, 7: 1.0}).fit(x, y)
