import torch
import yaml

from vit import Tiny

config = yaml.safe_load(open("vit.yaml"))
model = Tiny(config["patches"], config["width"])
images = torch.randn(config["batch"], 3, config["image_size"], config["image_size"])
print(model(images).shape)
