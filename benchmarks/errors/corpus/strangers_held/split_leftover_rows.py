import numpy as np
from sklearn.model_selection import train_test_split
features = np.zeros((120, 8))
labels = np.zeros(100)
x_tr, x_te, y_tr, y_te = train_test_split(features, labels, test_size=0.2)
