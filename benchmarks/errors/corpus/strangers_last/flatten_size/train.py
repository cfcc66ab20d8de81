import torch
import yaml

from data import batches
from model import SmallNet

with open("configs/cifar.yaml") as file:
    cfg = yaml.safe_load(file)

torch.manual_seed(cfg["seed"])
net = SmallNet(cfg["model"]["channels"], cfg["model"]["classes"])
optim = torch.optim.Adam(net.parameters(), lr=cfg["lr"])
for step, (x, y) in enumerate(batches(cfg["data"])):
    loss = torch.nn.functional.cross_entropy(net(x), y)
    optim.zero_grad()
    loss.backward()
    optim.step()
    print(step, loss.item())
