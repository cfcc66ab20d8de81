import pandas as pd


def read_sites(path):
    table = pd.read_csv(path, index_col="site")
    missing = table.isna().sum().sum()
    print(f"{len(table)} sites, {missing} missing values")
    return table


def zscore(table):
    scale = table.std(ddof=0)
    return (table - table.mean()) / scale
