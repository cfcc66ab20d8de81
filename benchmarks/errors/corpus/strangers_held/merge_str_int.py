import pandas as pd
scores = pd.DataFrame({"id": [1, 2, 3], "score": [0.3, 0.5, 0.9]})
meta = pd.DataFrame({"id": ["1", "2", "3"], "site": ["A", "B", "A"]})
both = scores.merge(meta, on="id")
print(both)
