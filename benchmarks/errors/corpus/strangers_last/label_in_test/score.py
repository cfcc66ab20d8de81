import joblib
import pandas as pd

model = joblib.load("model.joblib")
fresh = pd.read_csv("data/fresh.csv").to_numpy()
print(model.predict(fresh))
