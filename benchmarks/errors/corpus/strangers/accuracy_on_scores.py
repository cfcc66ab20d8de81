import numpy as np
from sklearn.metrics import accuracy_score
y_true = np.array([0, 1, 1, 0, 1])
y_prob = np.array([0.2, 0.8, 0.6, 0.4, 0.9])
print("acc", accuracy_score(y_true, y_prob))
