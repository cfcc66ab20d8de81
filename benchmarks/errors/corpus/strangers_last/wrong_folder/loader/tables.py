import pandas as pd


def read(name):
    """A table of the data folder."""
    return pd.read_csv(f"data/{name}.csv")
