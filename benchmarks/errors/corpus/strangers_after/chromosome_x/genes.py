import pandas as pd

TYPES = {"chromosome": int, "position": int, "ref": str}


def load(path):
    return pd.read_csv(path, sep="\t", dtype=TYPES)
