import numpy as np
import torch
layer = torch.nn.Linear(4, 2)
x = torch.from_numpy(np.random.rand(8, 4))
out = layer(x)
