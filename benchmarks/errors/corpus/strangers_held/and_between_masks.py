import pandas as pd
df = pd.DataFrame({"age": [12, 44, 67], "dose": [1, 0, 2]})
adults = df[df["age"] > 18 and df["dose"] > 0]
print(len(adults))
