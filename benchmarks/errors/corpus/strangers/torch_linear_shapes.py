import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.fc = nn.Linear(8 * 28 * 28, 10)
    def forward(self, x):
        x = torch.relu(self.conv(x))
        return self.fc(x.flatten(1))
net = Net()
print(net(torch.randn(16, 1, 28, 28)).shape)
