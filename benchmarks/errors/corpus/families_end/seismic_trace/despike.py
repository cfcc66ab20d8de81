"""Replace spikes in a seismic trace by the local median."""
import numpy as np

from traces import load_trace, robust_scale

HALF = 5


def despike(x, n_sigma=5.0):
    limit = n_sigma * robust_scale(x)
    spikes = np.flatnonzero(np.abs(x - np.median(x)) > limit)
    for i in spikes:
        lo = max(0, i - HALF)
        x[i] = np.median(x[lo:i + HALF + 1])
    return x, len(spikes)


trace = load_trace("trace.npy")
clean, n = despike(trace)
print(f"{n} spikes removed, range now {clean.min():.2f} .. {clean.max():.2f}")
