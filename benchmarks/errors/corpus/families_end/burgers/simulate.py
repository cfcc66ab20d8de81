"""Burgers' equation on a periodic grid; overrides as key=value."""
import sys

import numpy as np
from omegaconf import OmegaConf


def load_config(argv):
    cfg = OmegaConf.load("defaults.yaml")
    cfg = OmegaConf.merge(cfg, OmegaConf.from_dotlist(argv))
    OmegaConf.set_struct(cfg, True)
    return cfg


def step(u, dx, dt, nu):
    flux = 0.5 * u ** 2
    adv = (np.roll(flux, -1) - np.roll(flux, 1)) / (2 * dx)
    diff = (np.roll(u, -1) - 2 * u + np.roll(u, 1)) / dx ** 2
    return u + dt * (nu * diff - adv)


def main():
    cfg = load_config(sys.argv[1:])
    x = np.arange(cfg.grid.n) * cfg.grid.length / cfg.grid.n
    u = cfg.physics.amplitude * np.sin(x)
    dx = x[1]
    print(f"grid {cfg.grid.n}, dx {dx:.4f}")
    nu = cfg.physics.viscosity
    dt = cfg.time.cfl * min(dx, dx ** 2 / (2 * nu))
    for _ in range(int(cfg.time.t_end / dt)):
        u = step(u, dx, dt, nu)
    print(f"max |u| {np.abs(u).max():.4f}, energy {np.mean(u ** 2) / 2:.4f}")


if __name__ == "__main__":
    main()
