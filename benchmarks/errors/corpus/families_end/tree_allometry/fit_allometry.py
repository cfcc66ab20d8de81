import numpy as np
from sklearn.linear_model import LinearRegression

from trees import load_trees

trees = load_trees("trees.csv")
logs = np.log(trees)
reg = LinearRegression()
reg.fit(logs[["dbh_cm"]], logs["height_m"])
print(f"height = {np.exp(reg.intercept_):.2f} * dbh ^ {reg.coef_[0]:.2f}")
