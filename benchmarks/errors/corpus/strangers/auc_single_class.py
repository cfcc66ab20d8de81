import numpy as np
from sklearn.linear_model import LogisticRegression
x = np.random.rand(40, 2)
y = (x[:, 0] > -1).astype(int)
clf = LogisticRegression()
clf.fit(x, y)
