import torch
cfg = {"lr": "1e-3"}
model = torch.nn.Linear(2, 2)
opt = torch.optim.Adam(model.parameters(), lr=cfg["lr"])
