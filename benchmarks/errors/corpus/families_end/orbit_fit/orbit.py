import torch


def simulate(v0, gm, n_steps=40, dt=0.05):
    """Radius over time of a body that starts at (1, 0)."""
    pos = torch.tensor([1.0, 0.0])
    vel = torch.stack([torch.zeros(()), v0])
    track = []
    for _ in range(n_steps):
        r = pos.norm()
        vel = vel - dt * gm * pos / r ** 3
        pos = pos + dt * vel
        track.append(pos.norm())
    return torch.tensor(track)
