import pandas as pd
import yaml

from readings import load

window = yaml.safe_load(open("window.yaml"))
table = load("readings.csv")
start = pd.Timestamp(window["start"])
recent = table[table["time"] >= start]
print(len(recent), recent["value"].mean())
