import pandas as pd
df = pd.DataFrame({"x": [1.0, 2.0]})
df["log"] = pd.np.log(df["x"])
