import pandas as pd
from sklearn.model_selection import KFold
df = pd.DataFrame({"x": range(6), "y": [0, 1] * 3}, index=list("abcdef"))
for tr, te in KFold(3).split(df):
    print(df.loc[tr, "x"].sum())
