"""Peak position and height of each diffraction scan."""
from pathlib import Path

import numpy as np

from naming import parse_name

rows = []
for path in sorted(Path("scans").glob("*.dat")):
    q, counts = np.loadtxt(path, unpack=True)
    i = counts.argmax()
    rows.append((parse_name(path.name), q[i], counts[i]))

print("angle     q   counts")
for angle, q, counts in rows:
    print(f"{angle:5d} {q:5.2f} {counts:8.0f}")
