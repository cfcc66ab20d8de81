import torch
from torch import nn


class GalaxyNet(nn.Module):
    def __init__(self, image_size=32, n_classes=3):
        super().__init__()
        self.image_size = image_size
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.head = nn.Linear(32 * 8 * 8, n_classes)

    def forward(self, x):
        return self.head(torch.flatten(self.body(x), 1))
