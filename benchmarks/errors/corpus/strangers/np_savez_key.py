import numpy as np
np.savez("emb.npz", train=np.zeros((3, 2)), test=np.zeros((1, 2)))
data = np.load("emb.npz")
print(data["valid"].shape)
