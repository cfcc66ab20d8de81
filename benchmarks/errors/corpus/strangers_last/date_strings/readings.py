import pandas as pd


def load(path):
    return pd.read_csv(path, usecols=["time", "value"]).sort_values("time")
