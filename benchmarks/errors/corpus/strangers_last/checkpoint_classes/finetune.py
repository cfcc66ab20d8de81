import torch
import yaml

from net import Classifier

config = yaml.safe_load(open("finetune.yaml"))
model = Classifier(config["hidden"], config["num_classes"])
state = torch.load(config["checkpoint"])
model.load_state_dict(state["model"])
print("epoch of the checkpoint:", state["epoch"])
