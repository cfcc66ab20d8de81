from sklearn.linear_model import LinearRegression

from housing import prepared

X, y = prepared("housing.csv")
line = LinearRegression()
line.fit(X, y)
print(line.coef_)
