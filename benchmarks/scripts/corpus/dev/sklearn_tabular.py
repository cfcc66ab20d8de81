"""Who comes back within thirty days? Two models on hospital visits, grouped folds."""
import os
import sys
import json
import datetime as dt

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DATA = os.environ["VISITS_CSV"]
STAMP = dt.datetime.now().strftime("%Y-%m-%dT%H%M%S")
SEEDS = [11, 12, 13, 14, 15]

df = pd.read_csv(DATA)
df = df[df["age"] >= 18]
df["stay"] = (pd.to_datetime(df["left"]) - pd.to_datetime(df["came"])).dt.days
features = ["age", "stay", "n_prior", "charlson", "sodium", "creatinine"]
X = df[features]
y = df["readmitted"].astype(int)
groups = df["patient"]

splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=2024)
train_idx, test_idx = next(splitter.split(X, y, groups))
X_train, X_test = X.iloc[train_idx], X.iloc[test_idx]
y_train, y_test = y.iloc[train_idx], y.iloc[test_idx]
print(f"{len(X_train)} visits to train on, {len(X_test)} to test", file=sys.stderr)


def models(seed):
    yield "logistic", make_pipeline(
        SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(max_iter=500)
    )
    yield "forest", make_pipeline(
        SimpleImputer(strategy="median"),
        RandomForestClassifier(n_estimators=300, random_state=seed),
    )


rows = []
for seed in SEEDS:
    for name, model in models(seed):
        cv = cross_val_score(
            model, X_train, y_train, groups=groups.iloc[train_idx],
            cv=GroupKFold(5), scoring="average_precision",
        )
        model.fit(X_train, y_train)
        p = model.predict_proba(X_test)[:, 1]
        rows.append(
            {
                "model": name,
                "seed": seed,
                "cv_ap": cv.mean(),
                "ap": average_precision_score(y_test, p),
                "auc": roc_auc_score(y_test, p),
            }
        )

table = pd.DataFrame(rows)
print(table.groupby("model")[["ap", "auc"]].agg(["mean", "std"]))
os.makedirs("out", exist_ok=True)
table.to_csv(f"out/readmission_{STAMP}.csv", index=False)
best = table.groupby("model")["cv_ap"].mean().idxmax()
json.dump({"chosen": best}, open(f"out/chosen_{STAMP}.json", "w"))
