import torch
a = torch.zeros(8, 64)
b = torch.zeros(8, 32, 1)
print(torch.cat([a, b], dim=1).shape)
