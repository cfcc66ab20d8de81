from torch import nn


def backbone():
    return nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 10))


def transfer(config):
    """The backbone with a new last layer; only that is to learn."""
    model = backbone()
    model[2] = nn.Linear(12, config["classes"])
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
