import torch
from torch import nn

from state import carry_state, initial_state

CHUNK = 50
torch.manual_seed(7)

t = torch.linspace(0, 60, 801)
signal = torch.sin(t) + 0.3 * torch.sin(3.1 * t) + 0.05 * torch.randn_like(t)


class Forecaster(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.lstm = nn.LSTM(1, hidden)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x, state):
        h, state = self.lstm(x, state)
        return self.out(h), state


model = Forecaster()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)

for epoch in range(2):
    state = initial_state(1, 1, 24)
    losses = []
    for start in range(0, len(signal) - 1, CHUNK):
        x = signal[start:start + CHUNK].view(-1, 1, 1)
        y = signal[start + 1:start + CHUNK + 1].view(-1, 1, 1)
        pred, state = model(x, state)
        loss = nn.functional.mse_loss(pred, y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
        state = carry_state(state)
    print(f"epoch {epoch}: {sum(losses) / len(losses):.4f}")
