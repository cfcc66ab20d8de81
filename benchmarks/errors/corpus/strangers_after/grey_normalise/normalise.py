import torch


class Normalise:
    """Channel by channel, in place."""

    def __init__(self, mean, std):
        self.mean = torch.tensor(mean)[:, None, None]
        self.std = torch.tensor(std)[:, None, None]

    def __call__(self, image):
        return image.sub_(self.mean).div_(self.std)
