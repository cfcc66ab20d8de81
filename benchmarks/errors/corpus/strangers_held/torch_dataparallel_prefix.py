import torch
from torch import nn
model = nn.Sequential(nn.Linear(2, 2))
state = {f"module.{k}": v for k, v in model.state_dict().items()}
torch.save(state, "ckpt.pth")
model.load_state_dict(torch.load("ckpt.pth"))
