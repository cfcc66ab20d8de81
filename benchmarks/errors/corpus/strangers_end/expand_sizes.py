import torch
j = torch.randn(10, 3)
print(j.expand(30))
