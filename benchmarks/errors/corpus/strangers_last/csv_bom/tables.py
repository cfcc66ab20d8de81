import csv

import pandas as pd


def participants(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [{"subject": int(row["subject"]), "group": row["group"]} for row in csv.DictReader(file)]
    return pd.DataFrame(rows)


def trials(path):
    return pd.read_csv(path)
