import pandas as pd

NUMERIC = ["visits"]


def load(path):
    table = pd.read_parquet(path)
    table[NUMERIC] = table[NUMERIC].astype("float64")
    return table


def by_week(table):
    week = table["time"].dt.isocalendar().week
    return table.groupby(week)["visits"]
