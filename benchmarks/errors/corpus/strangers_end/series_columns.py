import pandas as pd
df = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
features = df["a"]
for name in features.columns:
    print(name, features[name].mean())
