"""Explicit diffusion of a Gaussian pulse."""
import argparse

import numpy as np

from grid import laplacian, make_grid

ap = argparse.ArgumentParser()
ap.add_argument("--cells", type=int, default=100)
ap.add_argument("--diffusivity", type=float, default=0.1)
ap.add_argument("--t-end", type=float, default=0.5)
args = ap.parse_args()

x, dx = make_grid(4.0, args.cells)
u = np.exp(-((x - 2) / 0.3) ** 2)
dt = 0.4 * dx ** 2 / args.diffusivity
mass0 = u.sum() * dx
t = 0.0
while t < args.t_end:
    u = u + dt * args.diffusivity * laplacian(u, dx)
    t += dt
print(f"t={t:.3f} peak={u.max():.4f} mass change={u.sum() * dx / mass0 - 1:+.2e}")
