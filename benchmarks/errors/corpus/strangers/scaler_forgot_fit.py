import numpy as np
from sklearn.preprocessing import StandardScaler
train = np.random.rand(50, 3)
test = np.random.rand(10, 3)
scaler = StandardScaler()
test_scaled = scaler.transform(test)
print(test_scaled.mean())
