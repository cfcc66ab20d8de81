import yaml
import torch
from torch import nn
from torch.utils.data import DataLoader

from dataset import LeafImages


def main():
    config = yaml.safe_load(open("config.yaml"))
    data = LeafImages(config["data"])
    loader = DataLoader(data, batch_size=config["batch_size"], num_workers=2)
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"])
    for epoch in range(config["epochs"]):
        for images, labels in loader:
            loss = nn.functional.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: {loss.item():.3f}")


if __name__ == "__main__":
    main()
