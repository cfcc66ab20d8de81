import sys

import torch
import yaml

from network import build

config = yaml.safe_load(open(sys.argv[1]))
model = build(config)
parameters = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(parameters, lr=config["lr"], momentum=0.9)
if config.get("resume"):
    saved = torch.load(config["resume"])
    model.load_state_dict(saved["net"])
    optimizer.load_state_dict(saved["opt"])
x, y = torch.randn(16, 5), torch.randint(0, 3, (16,))
for step in range(3):
    loss = torch.nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
torch.save({"net": model.state_dict(), "opt": optimizer.state_dict()}, "stage.pt")
print("done", loss.item())
