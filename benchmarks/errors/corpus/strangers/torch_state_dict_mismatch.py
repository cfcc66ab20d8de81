import torch
from torch import nn
old = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
torch.save(old.state_dict(), "best.pt")
new = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 5))
new.load_state_dict(torch.load("best.pt"))
