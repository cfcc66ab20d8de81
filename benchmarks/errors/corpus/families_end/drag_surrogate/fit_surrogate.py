import torch
from torch import nn
from torch.utils.data import DataLoader

from data import SolverRuns

torch.manual_seed(0)
runs = SolverRuns(256, "stats.json")
net = nn.Sequential(nn.Linear(3, 32), nn.Tanh(), nn.Linear(32, 1))
opt = torch.optim.Adam(net.parameters(), lr=1e-2)

print(f"{len(runs)} runs")
for epoch in range(5):
    total = 0.0
    for x, y in DataLoader(runs, batch_size=64, shuffle=True):
        loss = ((net(x).squeeze(1) - y) ** 2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(y)
    print(epoch, f"{total / len(runs):.5f}")
