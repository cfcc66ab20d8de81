# %% order=1
import pandas as pd
raw = pd.read_csv("data/flights.csv")
# %% order=
train = raw[raw["year"] < 2022]
test = raw[raw["year"] >= 2022]
# %% order=2
from stats import summary
summary(raw)
# %% order=3
summary(train)
