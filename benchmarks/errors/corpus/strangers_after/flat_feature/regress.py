import pandas as pd
from sklearn.svm import SVR

from columns import FEATURE, TARGET

table = pd.read_csv("growth.csv")
model = SVR().fit(table[FEATURE], table[TARGET])
print(model.predict(table[[FEATURE]])[:3])
