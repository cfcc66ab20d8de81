"""Fit thresholds so that each cell fires at its recorded rate."""
import json

import torch

from neuron import LIFCell

with open("recorded_rates.json") as f:
    recorded = torch.tensor(json.load(f)["rate"])

torch.manual_seed(2)
currents = 0.15 + 0.05 * torch.randn(100, len(recorded))
cell = LIFCell(len(recorded))
opt = torch.optim.Adam(cell.parameters(), lr=0.05)

for it in range(20):
    loss = ((cell.run(currents) - recorded) ** 2).sum()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if it % 5 == 0:
        print(f"iter {it:3d} loss {loss.item():.5f}")
print("thresholds", [round(x, 3) for x in cell.threshold.tolist()])
