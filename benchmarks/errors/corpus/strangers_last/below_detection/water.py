import pandas as pd


def load(path):
    """Concentrations, and the yield that they are to predict."""
    table = pd.read_csv(path).dropna()
    return table[["nitrate", "phosphate", "lead"]], table["yield"]
