import pandas as pd

from report import ranking

first = pd.read_csv("results/run1.csv")
second = pd.read_csv("results/run2.csv")
both = first.merge(second, on="model")
print(ranking(both))
