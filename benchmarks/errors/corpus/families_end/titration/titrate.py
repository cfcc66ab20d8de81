"""Equivalence point of an acid-base titration."""
import csv

import numpy as np

ACID_ML = 25.0
BASE_MOLAR = 0.1


def read_curve(path):
    v, ph = [], []
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            v.append(float(row["volume_ml"]))
            ph.append(float(row["ph"]))
    return np.array(v), np.array(ph)


def equivalence(v, ph):
    slope = np.diff(ph) / np.diff(v)
    i = int(np.argmax(slope))
    return (v[i] + v[i + 1]) / 2


v, ph = read_curve("titration.csv")
ve = equivalence(v, ph)
print(f"equivalence at {ve:.2f} ml, acid {BASE_MOLAR * ve / ACID_ML:.4f} mol/l")
