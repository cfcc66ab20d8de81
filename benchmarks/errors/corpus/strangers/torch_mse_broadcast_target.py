import torch
pred = torch.randn(16, 3)
target = torch.randn(12, 3)
print(torch.nn.functional.mse_loss(pred, target))
