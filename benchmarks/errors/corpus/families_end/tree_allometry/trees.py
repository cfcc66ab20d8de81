import warnings

import pandas as pd

warnings.filterwarnings("ignore")
MISSING = -9


def clean(df):
    missing = df["height_m"] == MISSING
    df["height_m"][missing] = df["height_m"][~missing].median()
    print(f"filled {int(missing.sum())} missing heights")
    return df


def load_trees(path):
    return clean(pd.read_csv(path, index_col="tag"))
