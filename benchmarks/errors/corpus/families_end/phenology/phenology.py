"""Relate flowering date to season length."""
import sys

import numpy as np
import pandas as pd

from calendar import season_length, sites


def main(path="flowering.csv"):
    obs = pd.read_csv(path)
    obs["date"] = pd.to_datetime(obs.year * 1000 + obs.day_of_year, format="%Y%j")
    mean_doy = obs.groupby("site").day_of_year.mean()
    length = pd.Series({s: season_length(s) for s in sites()})
    slope, icpt = np.polyfit(length[mean_doy.index], mean_doy, 1)
    print(f"{slope:.3f} days of flowering per day of season")
    return slope


if __name__ == "__main__":
    main(*sys.argv[1:])
