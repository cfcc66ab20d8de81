"""Young's modulus from the linear part of a tensile test."""
import numpy as np

from rig import load

WIDTH_MM, THICKNESS_MM = 10.0, 2.0

test = load("specimen.csv")
area = WIDTH_MM * THICKNESS_MM  # mm^2, so N / mm^2 = MPa
print(f"{len(test)} points")
stress = test["force_N"] / area
slope, offset = np.polyfit(test["strain"], stress, 1)
print(f"E = {slope / 1000:.1f} GPa, offset {offset:.2f} MPa")
