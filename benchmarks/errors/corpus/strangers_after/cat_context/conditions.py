import torch


def image_tokens(path):
    """One picture: 1, tokens, width."""
    values = [float(x) for x in open(path).read().split()]
    return torch.tensor(values).reshape(1, -1, 4)


def text_tokens(texts):
    """A row for each text."""
    return torch.ones(len(texts), 6, 4)
