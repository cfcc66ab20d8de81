import numpy as np
counts = np.zeros(4, dtype=int)
counts += np.array([0.5, 0.5, 1.0, 0.0])
