"""Growth rate against temperature."""
import argparse

import numpy as np
import pandas as pd

OD_START = 0.05


def growth_rate(od, hours):
    return np.log(od / OD_START) / hours


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default="chemostat.csv")
    p.add_argument("--temperature", default="temp_c")
    args = p.parse_args()

    runs = pd.read_csv(args.data)
    print(f"{len(runs)} runs, {runs.shape[1]} columns")
    by_temp = runs.groupby(args.temperature)
    for temp, g in by_temp:
        mu = growth_rate(g["od600"], g["hours"])
        print(f"{temp:>4} C  mu = {mu.mean():.3f} +- {mu.std():.3f} /h (n={len(g)})")


if __name__ == "__main__":
    main()
