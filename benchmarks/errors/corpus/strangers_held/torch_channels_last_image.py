import numpy as np
import torch
img = np.random.rand(1, 64, 64, 3).astype("float32")
conv = torch.nn.Conv2d(3, 6, 5)
print(conv(torch.from_numpy(img)).shape)
