"""Leaky integrate-and-fire cell with a smooth spike."""
import torch
from torch import nn


class LIFCell(nn.Module):
    def __init__(self, n, tau=10.0, threshold=1.0):
        super().__init__()
        self.decay = 1 - 1 / tau
        self.threshold = nn.Parameter(torch.full((n,), threshold))
        self.gain = 8.0

    def step(self, v, current):
        v = self.decay * v + current
        drive = v * self.threshold.reciprocal()
        spike = torch.sigmoid(self.gain * (drive - 1))
        v *= 1 - spike
        return v, spike

    def run(self, currents):
        v = torch.zeros(currents.shape[1])
        rates = []
        for current in currents:
            v, spike = self.step(v, current)
            rates.append(spike)
        return torch.stack(rates).mean(0)
