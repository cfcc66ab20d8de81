import numpy as np

rows = [np.zeros(3), np.zeros(3), np.zeros(4)]
print(np.stack(rows))
