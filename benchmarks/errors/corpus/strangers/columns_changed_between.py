import pandas as pd
from sklearn.linear_model import LinearRegression
train = pd.DataFrame({"area": [50, 60, 80], "rooms": [2, 3, 4], "price": [1.0, 1.3, 1.8]})
lr = LinearRegression().fit(train[["area", "rooms"]], train["price"])
new = pd.DataFrame({"area": [70], "room_count": [3]})
print(lr.predict(new))
