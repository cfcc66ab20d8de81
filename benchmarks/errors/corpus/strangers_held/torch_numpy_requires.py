import matplotlib
import torch
losses = [torch.tensor(0.4, requires_grad=True) * 2 for _ in range(3)]
values = [loss.numpy() for loss in losses]
print(values)
