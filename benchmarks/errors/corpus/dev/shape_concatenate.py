import numpy as np

print(np.concatenate([np.zeros((4, 3)), np.zeros((4, 5))]))
