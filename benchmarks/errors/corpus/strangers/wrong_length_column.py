import pandas as pd
df = pd.DataFrame({"image": [f"{i}.png" for i in range(6)]})
preds = [0.1, 0.8, 0.3, 0.2, 0.7]
df["pred"] = preds
df.to_csv("preds.csv", index=False)
