import torch
model = torch.nn.Linear(2, 1)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
with torch.no_grad():
    out = model(torch.randn(4, 2))
loss = out.mean()
loss.backward()
opt.step()
