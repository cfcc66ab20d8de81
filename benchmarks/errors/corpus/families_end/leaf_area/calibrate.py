"""Leaf area index from two reflectance bands by least squares."""
import numpy as np
import pandas as pd

from metrics import r2, rmse


def load(path):
    df = pd.read_csv(path)
    return df[["red", "nir"]].to_numpy(), df[["lai"]].to_numpy()


def fit(X, y):
    A = np.column_stack([np.ones(len(X)), X])
    coef, *_ = np.linalg.lstsq(A, y, rcond=None)
    return A, coef.ravel()


X, y = load("fields.csv")
A, coef = fit(X, y)
pred = A @ coef
print("coefficients", coef.round(2))
print(f"R2 = {r2(y, pred):.3f}, RMSE = {rmse(y, pred):.3f}")
assert 0 <= r2(y, pred) <= 1, "R2 of a least-squares fit with intercept must lie in [0, 1]"
