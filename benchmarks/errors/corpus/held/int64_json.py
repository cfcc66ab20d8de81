import json

import numpy as np

counts = np.array([3, 4])
with open("counts.json", "w") as file:
    json.dump({"total": counts.sum()}, file)
