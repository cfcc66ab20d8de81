import pandas as pd

from plotting import bar_data

log = pd.read_csv("logs/sessions.csv")
means = log.groupby("subject").agg(rt=("rt", "mean"), errors=("error", "sum"))
for label, height in bar_data(means):
    print(f"{label:>10} {height:6.1f}")
