import pandas as pd
df = pd.DataFrame({"subject_id": ["s1", "s1", "s2"], "rt": [310, 295, 402]})
means = df.groupby("subject")["rt"].mean()
print(means)
