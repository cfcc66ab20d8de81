import torch
losses = torch.rand(8)
print(f"loss {losses.item():.3f}")
