import json

import numpy as np

from counting import half_life, subtract_background

with open("runs.json") as f:
    runs = json.load(f)

for run in runs:
    t = np.arange(len(run["counts"])) * run["interval_s"]
    net = subtract_background(run["counts"], run["background"])
    print(f"{run['source']}: T1/2 = {half_life(t, net) / 60:.2f} min")
