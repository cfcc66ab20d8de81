import numpy as np
from sklearn.svm import SVC
rng = np.random.default_rng(3)
x = rng.normal(size=(30, 4))
labels = np.eye(5)[rng.integers(0, 5, 30)]
SVC().fit(x, labels)
