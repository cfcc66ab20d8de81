import csv

import numpy as np
import yaml

from confusion import matrix

config = yaml.safe_load(open("score.yaml"))
with open("predictions.csv", newline="") as file:
    rows = [(int(r["truth"]), int(r["predicted"])) for r in csv.DictReader(file)]
print(matrix(rows, config["num_classes"]))
