import pandas as pd
visits = pd.Series(["2021-03-04", "2021-13-04", "2021-05-11"])
print(pd.to_datetime(visits).dt.month)
