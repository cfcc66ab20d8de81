import torch
import yaml
from torch.utils.data import DataLoader

from toydata import Toy

config = yaml.safe_load(open("config.yaml"))
train_set = Toy("data/points.csv")
loader = DataLoader(train_set, batch_size=config["batch_size"], shuffle=True, drop_last=True)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"])
for epoch in range(config["epochs"]):
    total = 0.0
    for x, y in loader:
        loss = ((model(x).squeeze(1) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}: {total / len(loader):.3f}")
