import numpy as np

print(np.arange(10).reshape(3, 4))
