import torch
scores = torch.randn(12, 1)
keep = torch.tensor([[True, False, True, True]] * 3)
print(scores[keep])
