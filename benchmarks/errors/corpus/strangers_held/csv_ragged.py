from pathlib import Path
import pandas as pd
Path("run.csv").write_text("step,loss\n1,0.5\n2,0.4\n3,0.3,oops,extra\n")
print(pd.read_csv("run.csv"))
