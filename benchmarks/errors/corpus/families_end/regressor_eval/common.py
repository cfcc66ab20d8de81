from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Normaliser:
    mean: torch.Tensor
    std: torch.Tensor

    def __call__(self, x):
        return (x - self.mean) / self.std


def make_model():
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))


def make_data(seed):
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(128, 4, generator=g) * 3 + 1
    return x, x.sum(1, keepdim=True)
