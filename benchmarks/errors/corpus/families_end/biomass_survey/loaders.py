from pathlib import Path

import pandas as pd

READERS = {
    ".csv": pd.read_csv,
    ".tsv": lambda p, **kw: pd.read_csv(p, sep="\t", **kw),
    ".xlsx": pd.read_excel,
}


def load_table(path, sheet=None):
    path = Path(path)
    reader = READERS[path.suffix]
    kwargs = {"sheet_name": sheet} if path.suffix == ".xlsx" else {}
    table = reader(path, **kwargs)
    table.columns = [c.strip().lower() for c in table.columns]
    return table
