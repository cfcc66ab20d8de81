import pandas as pd


def load(path):
    table = pd.read_csv(path, sep=";", comment="#")
    table.columns = [c.strip() for c in table.columns]
    return table
