from pathlib import Path
import pandas as pd
Path("metrics.csv").touch()
df = pd.read_csv("metrics.csv")
print(df.tail())
