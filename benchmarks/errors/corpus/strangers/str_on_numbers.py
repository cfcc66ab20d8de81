import pandas as pd
df = pd.DataFrame({"sample": [101, 102], "val": [0.2, 0.4]})
df["batch"] = df["sample"].str[:2]
