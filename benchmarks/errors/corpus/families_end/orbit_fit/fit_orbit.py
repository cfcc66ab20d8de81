"""Recover launch speed and GM from observed radii."""
import torch

from orbit import simulate

with torch.no_grad():
    observed = simulate(torch.tensor(1.15), torch.tensor(1.0))
print(f"{len(observed)} observations, r = {observed.min():.2f} .. {observed.max():.2f}")

v0 = torch.tensor(1.0, requires_grad=True)
gm = torch.tensor(0.9, requires_grad=True)
for it in range(60):
    loss = ((simulate(v0, gm) - observed) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (v0, gm):
            p -= 0.1 * p.grad
            p.grad = None
    if it % 20 == 0:
        print(it, f"loss {loss.item():.5f}")
print(f"v0 = {v0.item():.3f}, GM = {gm.item():.3f}")
