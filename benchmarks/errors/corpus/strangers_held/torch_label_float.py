import torch
from torch import nn
logits = torch.randn(4, 3, requires_grad=True)
labels = torch.tensor([0.0, 2.0, 1.0, 1.0])
loss = nn.CrossEntropyLoss()(logits, labels)
loss.backward()
