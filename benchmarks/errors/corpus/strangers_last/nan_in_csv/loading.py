import pandas as pd


def load(path, target):
    """Features and target of a table."""
    table = pd.read_csv(path)
    return table.drop(columns=[target]), table[target]
