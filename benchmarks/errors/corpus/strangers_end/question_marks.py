import pandas as pd
df = pd.DataFrame({"nodes": [1, 2, 3], "ns_day": ["25.7", "?", "?"]})
print(df["ns_day"] / df["nodes"])
