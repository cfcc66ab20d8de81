from torch import nn


def build(config):
    net = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 3))
    if config["freeze_backbone"]:
        for p in net[0].parameters():
            p.requires_grad = False
    return net
