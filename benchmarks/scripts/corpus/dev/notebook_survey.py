# %% [markdown]
# # Do reminders raise the answer rate?
# We look at the pilot before the main study.
# %%
%load_ext autoreload
%autoreload 2
%matplotlib inline
!pip list | grep scikit
import random
from datetime import datetime
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.metrics import f1_score, log_loss
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler
# %%
random.seed(7)
np.random.seed(7)
run_id = datetime.now().isoformat(timespec="seconds")
base = Path("..") / "data"
# %%
answers = pd.read_parquet(base / "pilot.parquet")
answers.head()
# %%
answers["long"] = answers["minutes"] > 10
cols = [c for c in answers.columns if c.startswith("q_")]
train, test = train_test_split(answers, test_size=0.2, random_state=7, stratify=answers["answered"])
# %%
%%time
scores = {}
for k in (5, 10, 20):
    fold_scores = []
    for fit_idx, val_idx in StratifiedKFold(5, shuffle=True, random_state=7).split(train[cols], train["answered"]):
        pipe = Pipeline([
            ("scale", MinMaxScaler()),
            ("select", SelectKBest(f_classif, k=k)),
            ("model", GradientBoostingClassifier(random_state=7)),
        ])
        pipe.fit(train[cols].iloc[fit_idx], train["answered"].iloc[fit_idx])
        fold_scores.append(f1_score(train["answered"].iloc[val_idx], pipe.predict(train[cols].iloc[val_idx])))
    scores[k] = np.mean(fold_scores)
scores
# %%
chosen = max(scores, key=scores.get)
final = Pipeline([
    ("scale", MinMaxScaler()),
    ("select", SelectKBest(f_classif, k=chosen)),
    ("model", GradientBoostingClassifier(random_state=7)),
]).fit(train[cols], train["answered"])
f1 = f1_score(test["answered"], final.predict(test[cols]))
print(f"F1 on the test part: {f1:.3f} (n = {len(test)})")
# %%
%%bash
mkdir -p ../results
# %%
plt.bar(list(scores), list(scores.values()))
plt.savefig(f"../results/f1_{run_id}.png")
pd.DataFrame([{"k": chosen, "f1": f1, "run": run_id}]).to_csv(f"../results/pilot_{run_id}.csv", index=False)
