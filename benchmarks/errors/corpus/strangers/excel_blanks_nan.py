import io
import pandas as pd
from sklearn.linear_model import LogisticRegression
raw = """age,bmi,smoker,outcome
61,22.4,0,1
54,,1,0
47,31.0,0,1
39,25.5,1,0
"""
df = pd.read_csv(io.StringIO(raw))
model = LogisticRegression()
model.fit(df[["age", "bmi", "smoker"]], df["outcome"])
print(model.coef_)
