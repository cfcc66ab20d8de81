from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from features import build_features, load

X, y = build_features(load("patients.csv"))
print("features:", list(X.columns))
model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5))
model.fit(X, y)
coef = model[-1].coef_[0]
for name, c in sorted(zip(X.columns, coef), key=lambda p: -abs(p[1])):
    print(f"{name:20s} {c:+.3f}")
print("train accuracy", model.score(X, y))
