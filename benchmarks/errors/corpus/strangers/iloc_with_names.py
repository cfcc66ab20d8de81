import pandas as pd
df = pd.DataFrame({"f1": [1, 2], "f2": [3, 4], "target": [0, 1]})
x = df.iloc[:, ["f1", "f2"]]
y = df.iloc[:, "target"]
