import numpy as np
from sklearn.linear_model import Ridge
x = np.arange(20.0).reshape(10, 2)
y = x[:, 0] * 3 + 1
reg = Ridge().fit(x, y)
patient = np.array([4.0, 7.0])
print("risk:", reg.predict(patient))
