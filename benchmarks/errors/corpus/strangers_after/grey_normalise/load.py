import json

import torch

from normalise import Normalise

stats = json.load(open("stats.json"))
scale = Normalise(stats["mean"], stats["std"])
digits = torch.rand(1, 28, 28)
print(scale(digits).mean())
