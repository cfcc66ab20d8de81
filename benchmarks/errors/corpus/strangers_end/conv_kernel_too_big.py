import torch
net = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 5), torch.nn.MaxPool2d(4), torch.nn.Conv2d(4, 8, 5))
print(net(torch.zeros(1, 1, 20, 20)).shape)
