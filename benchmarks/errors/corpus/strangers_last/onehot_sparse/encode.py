import pandas as pd

from encoding import one_hot

table = pd.read_csv("animals.csv")
print(one_hot(table, "kind"))
