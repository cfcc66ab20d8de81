import numpy as np
attn = np.random.rand(12, 64, 64)
print(attn.mean(axis=3).shape)
