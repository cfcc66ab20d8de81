import csv
from itertools import combinations

from geo import haversine

SURVEYED = {("OSLO", "BERG"): 304, ("OSLO", "TRON"): 389, ("BERG", "TRON"): 430}  # km

with open("stations.csv", newline="") as f:
    where = {r["code"]: (float(r["lat"]), float(r["lon"])) for r in csv.DictReader(f)}

worst = 0.0
for a, b in combinations(where, 2):
    d = haversine(where[a], where[b])
    off = abs(d / SURVEYED[a, b] - 1)
    worst = max(worst, off)
    print(f"{a}-{b} {d:7.1f} km (surveyed {SURVEYED[a, b]})")
assert worst < 0.03, f"distance is off by {worst:.0%} from the survey"
