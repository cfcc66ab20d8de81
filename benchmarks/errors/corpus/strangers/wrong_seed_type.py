import numpy as np
seed = "42"
rng = np.random.default_rng(seed)
