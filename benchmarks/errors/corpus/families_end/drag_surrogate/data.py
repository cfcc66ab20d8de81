import json

import numpy as np
import torch
from torch.utils.data import Dataset


def load_stats(path):
    with open(path) as f:
        s = json.load(f)
    return np.array(s["mean"]), np.array(s["std"])


def normalise(x, mean, std):
    return (x - mean) / std


class SolverRuns(Dataset):
    """Inputs (Re, Ma, angle) and drag of the precomputed solver runs."""

    def __init__(self, n, stats_path, seed=0):
        rng = np.random.default_rng(seed)
        raw = rng.uniform([1e4, 0.1, -5], [1e6, 0.8, 15], (n, 3)).astype(np.float32)
        self.y = (0.01 + 0.002 * raw[:, 2] ** 2 / 10 + 0.05 * raw[:, 1]).astype(np.float32)
        self.x = normalise(raw, *load_stats(stats_path))

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return torch.from_numpy(self.x[i]), torch.tensor(self.y[i])
