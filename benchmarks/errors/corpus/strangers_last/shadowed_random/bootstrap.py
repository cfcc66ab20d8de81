import pandas as pd

from resample import interval

scores = pd.read_csv("scores.csv")["score"].tolist()
print(interval(scores))
