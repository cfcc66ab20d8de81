from pathlib import Path

import numpy as np


def load_all(folder, pattern):
    """All spectra of a folder, one a row."""
    files = sorted(Path(folder).glob(pattern))
    return np.stack([np.loadtxt(path) for path in files])
