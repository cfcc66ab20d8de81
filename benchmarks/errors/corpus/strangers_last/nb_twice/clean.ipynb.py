# %% order=1
import pandas as pd
df = pd.read_csv("survey.csv")
df.shape
# %% order=2,4
df.drop(columns=["respondent_id", "email"], inplace=True)
df["age"] = df["age"].fillna(df["age"].median())
# %% order=3
df.describe()
