import numpy as np


def resample(x, n_boot, rng):
    """Bootstrap distribution of the mean."""
    pick = np.random.default_rng().integers(0, len(x), (n_boot, len(x)))
    return x[pick].mean(axis=1)


class Experiment:
    def __init__(self, seed, n, effect, n_boot):
        self.rng = np.random.default_rng(seed)
        self.n, self.effect, self.n_boot = n, effect, n_boot

    def run(self):
        x = self.rng.normal(self.effect, 1.0, self.n)
        means = resample(x, self.n_boot, self.rng)
        lo, hi = np.percentile(means, [2.5, 97.5])
        return {"mean": x.mean(), "lo": lo, "hi": hi}
