import torch
import yaml

from counts import load

config = yaml.safe_load(open("config.yaml"))
torch.manual_seed(config["seed"])
x, y = load("data/counts.csv")
model = torch.nn.Linear(x.shape[1], 1)
optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"])
for step in range(config["steps"]):
    loss = ((model(x).squeeze(1) - y) ** 2).mean()
    if not torch.isfinite(loss):
        raise ValueError(f"loss is {loss.item()} at step {step}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
