import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("data/train.csv")
X, y = table.drop(columns="failed").to_numpy(), table["failed"]
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
joblib.dump(model, "model.joblib")
