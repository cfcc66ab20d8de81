import torch
from torch import nn


class PeakNet(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.conv = nn.Conv1d(1, hidden, 9, padding=4)
        self.head = nn.Conv1d(hidden, 1, 1)

    def forward(self, x):
        return torch.sigmoid(self.head(torch.relu(self.conv(x))))
