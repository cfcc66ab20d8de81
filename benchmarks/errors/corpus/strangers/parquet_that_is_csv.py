from pathlib import Path
import pandas as pd
Path("train.parquet").write_text("a,b\n1,2\n3,4\n")
df = pd.read_parquet("train.parquet")
