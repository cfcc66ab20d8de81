import csv

import yaml


def load_series(path):
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    return {r.pop("country"): {int(y): float(v) for y, v in r.items()} for r in rows}


def change(series, base):
    last = max(series)
    return last, 100 * (series[last] / series[base] - 1)


with open("countries.yaml") as f:
    cfg = yaml.safe_load(f)
series = load_series("emissions.csv")
print(f"{len(cfg['countries'])} countries, base {cfg['base_year']}")
table = []
for country in cfg["countries"]:
    year, pct = change(series[country], cfg["base_year"])
    table.append((pct, country, year))
for pct, country, year in sorted(table):
    print(f"{country} {pct:+.1f}% by {year}")
