import pandas as pd
import yaml
from sklearn.svm import SVC

from splitting import halves

config = yaml.safe_load(open("fit.yaml"))
table = pd.read_csv(config["data"])
train, test = halves(table, config["share"])
model = SVC(C=config["C"]).fit(train[["x1", "x2"]], train["label"])
print(model.score(test[["x1", "x2"]], test["label"]))
