import io
import pandas as pd
csv = "time ,signal,label\n0,0.1,a\n1,0.4,b\n"
df = pd.read_csv(io.StringIO(csv))
print(df["time"].max())
