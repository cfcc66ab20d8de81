import torch


def batches(data):
    """Random images of the size in the config, until there are real ones."""
    for _ in range(data["batches"]):
        size = data["image_size"]
        yield torch.randn(data["batch_size"], 3, size, size), torch.randint(0, 10, (data["batch_size"],))
