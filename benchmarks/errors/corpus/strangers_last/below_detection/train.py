from sklearn.ensemble import RandomForestRegressor

from water import load

X, y = load("data/water.csv")
forest = RandomForestRegressor(n_estimators=10, random_state=0).fit(X, y)
print(forest.score(X, y))
