import torch
x = torch.randn(4, requires_grad=True)
h = torch.sigmoid(x)
h += 1
h.sum().backward()
