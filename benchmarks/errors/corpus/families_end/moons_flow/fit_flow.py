import torch

from flow import CouplingStack, nll

torch.manual_seed(0)
angle = torch.rand(512) * 6.28
moons = torch.stack([angle.cos(), angle.sin()], 1) + 0.1 * torch.randn(512, 2)

flow = CouplingStack(dim=2, n_layers=4)
opt = torch.optim.Adam(flow.parameters(), lr=1e-2)
for step in range(60):
    z, logdet = flow(moons)
    loss = nll(z, logdet)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 20 == 0:
        print(step, round(loss.item(), 3))
