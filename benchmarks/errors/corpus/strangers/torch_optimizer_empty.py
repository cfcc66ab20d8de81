import torch
class Bank(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [torch.nn.Linear(4, 4) for _ in range(3)]
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
bank = Bank()
opt = torch.optim.Adam(bank.parameters(), lr=1e-3)
