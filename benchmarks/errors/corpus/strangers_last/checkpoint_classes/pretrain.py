import os

import torch

from net import Classifier

os.makedirs("checkpoints", exist_ok=True)
model = Classifier(16, 10)
torch.save({"model": model.state_dict(), "epoch": 30}, "checkpoints/pretrained.pt")
print("saved")
