import pandas as pd
df = pd.DataFrame({"model": ["a", "a", "b"], "run": ["x1", "x2", "x3"], "f1": [0.5, 0.6, 0.7]})
print(df.groupby("model").mean())
