import torch
net = torch.nn.Sequential(torch.nn.Linear(5, 5), torch.nn.BatchNorm1d(5))
net.train()
print(net(torch.randn(1, 5)))
