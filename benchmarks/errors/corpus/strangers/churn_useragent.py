import pandas as pd
from sklearn.ensemble import RandomForestClassifier
flows = pd.DataFrame({
    "bytes": [512, 2048, 77, 9001],
    "duration": [0.2, 1.4, 0.1, 3.3],
    "agent": ["Mozilla/5.0", "curl/8.1", "Mozilla/5.0", "python-requests"],
    "class": [0, 1, 0, 1],
})
y = flows.pop("class")
clf = RandomForestClassifier(n_estimators=5, random_state=0)
clf.fit(flows, y)
