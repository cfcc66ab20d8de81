# %% order=1
from pathlib import Path
import helpers
values = [3.0, 4.5, 1.2, 9.9]
# %% order=2
helpers.smooth(values)
# %% edit helpers.py
def smooth(values, width=2):
    """Moving average over `width` values."""
    return [sum(values[i:i + width]) / width for i in range(len(values) - width + 1)]
# %% order=3
helpers.smooth(values, width=3)
