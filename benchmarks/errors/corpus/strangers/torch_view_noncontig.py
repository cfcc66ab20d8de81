import torch
x = torch.randn(2, 3, 4).transpose(1, 2)
print(x.view(2, -1).shape)
