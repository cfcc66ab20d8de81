import torch
import yaml

from heads import transfer

config = yaml.safe_load(open("finetune.yaml"))
torch.manual_seed(0)
model = transfer(config)
optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"])
x, y = torch.randn(20, 6), torch.randint(0, config["classes"], (20,))
for step in range(config["steps"]):
    loss = torch.nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
