import csv
import math
import sys
from collections import defaultdict

SECTORS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]


def sector(deg):
    return SECTORS[math.floor((deg % 360 + 22.5) / 45) % 8]


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter=";"):
            yield row["station"], float(row["speed_ms"]), float(row["dir_deg"])


def main(path):
    rose = defaultdict(list)
    for station, speed, direction in read(path):
        rose[sector(direction)].append((speed, station))
    for s in SECTORS:
        if rose[s]:
            mean = sum(v for v, _ in rose[s]) / len(rose[s])
            print(f"{s:2s} {mean:4.1f} m/s  {', '.join(n for _, n in rose[s])}")


main(sys.argv[1])
