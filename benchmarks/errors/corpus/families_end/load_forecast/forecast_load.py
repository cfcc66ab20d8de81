import numpy as np
from sklearn.linear_model import Ridge

from windows import chronological_split, make_windows

LOOKBACK = 24

rng = np.random.default_rng(5)
hour = np.arange(24 * 21)
load = 40 + 12 * np.sin(2 * np.pi * hour / 24) + rng.normal(0, 1.5, hour.size)
print(f"{load.size} hours, mean load {load.mean():.1f} MW")

X, y = make_windows(load, LOOKBACK)
X_train, X_test, y_train, y_test = chronological_split(X, y)
model = Ridge(alpha=1.0).fit(X_train, y_train)
mae = np.abs(model.predict(X_test) - y_test).mean()
print(f"test MAE {mae:.2f} MW on {len(y_test)} hours")
