import torch
class Head(torch.nn.Module):
    def __init__(self, d):
        self.proj = torch.nn.Linear(d, 2)
    def forward(self, x):
        return self.proj(x)
Head(4)
