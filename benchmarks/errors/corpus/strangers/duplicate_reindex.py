import pandas as pd
s = pd.Series([1, 2, 3], index=["t0", "t1", "t1"])
print(s.reindex(["t0", "t1", "t2"]))
