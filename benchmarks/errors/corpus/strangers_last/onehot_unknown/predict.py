import pandas as pd

from pipeline import make

train = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
model = make().fit(train[["city", "rooms"]], train["price"])
test["predicted"] = model.predict(test[["city", "rooms"]])
print(test)
