import math

import torch
from torch import nn


def coupling_net(half, hidden):
    return nn.Sequential(nn.Linear(half, hidden), nn.Tanh(), nn.Linear(hidden, 2 * half))


class CouplingStack(nn.Module):
    """Affine coupling layers; the halves swap after each layer."""

    def __init__(self, dim, n_layers, hidden=32):
        super().__init__()
        self.nets = [coupling_net(dim // 2, hidden) for _ in range(n_layers)]

    def forward(self, x):
        a, b = x.chunk(2, dim=1)
        logdet = torch.zeros(len(x))
        for net in self.nets:
            s, t = net(a).chunk(2, dim=1)
            s = torch.tanh(s)
            b = b * s.exp() + t
            logdet = logdet + s.sum(1)
            a, b = b, a
        return torch.cat([a, b], 1), logdet


def nll(z, logdet):
    logp = -0.5 * (z ** 2 + math.log(2 * math.pi)).sum(1)
    return -(logp + logdet).mean()
