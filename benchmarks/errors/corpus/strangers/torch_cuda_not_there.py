import torch
device = "cuda"
model = torch.nn.Linear(3, 3).to(device)
print(model(torch.ones(1, 3).to(device)))
