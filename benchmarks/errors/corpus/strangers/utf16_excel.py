from pathlib import Path
import pandas as pd
Path("survey.csv").write_bytes("id;answer\n1;ja\n".encode("utf-16"))
df = pd.read_csv("survey.csv", sep=";")
