import torch
import torch.nn.functional as F
logits = torch.randn(5, 10)
labels = torch.tensor([3, 7, 10, 1, 2])
print(F.cross_entropy(logits, labels))
