"""Train a small network on leaf images with and without mixup, five seeds each."""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms


def seed_all(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder of the images")
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    return parser.parse_args()


def make_loaders(folder, seed):
    tf = transforms.Compose([transforms.Resize(64), transforms.ToTensor()])
    train_full = datasets.ImageFolder(folder / "train", transform=tf)
    test_set = datasets.ImageFolder(folder / "test", transform=tf)
    order = torch.randperm(len(train_full), generator=torch.Generator().manual_seed(seed))
    cut = int(0.9 * len(order))
    train_set = Subset(train_full, order[:cut])
    val_set = Subset(train_full, order[cut:])
    return (
        DataLoader(train_set, batch_size=64, shuffle=True),
        DataLoader(val_set, batch_size=256),
        DataLoader(test_set, batch_size=256),
    )


class Net(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.fc = nn.Linear(64 * 14 * 14, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.fc(x.flatten(1))


def mixup(x, y, alpha=0.2):
    lam = np.random.beta(alpha, alpha)
    index = torch.randperm(x.size(0))
    return lam * x + (1 - lam) * x[index], y, y[index], lam


def train_one_epoch(net, loader, optimiser, use_mixup):
    net.train()
    for x, y in loader:
        optimiser.zero_grad()
        if use_mixup:
            x, a, b, lam = mixup(x, y)
            out = net(x)
            loss = lam * F.cross_entropy(out, a) + (1 - lam) * F.cross_entropy(out, b)
        else:
            loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimiser.step()


@torch.no_grad()
def accuracy(net, loader):
    net.eval()
    correct = total = 0
    for x, y in loader:
        correct += (net(x).argmax(1) == y).sum().item()
        total += len(y)
    return correct / total


def run(args, arm, seed):
    seed_all(seed)
    train_loader, val_loader, test_loader = make_loaders(args.data, seed)
    net = Net(classes=12)
    optimiser = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    best_val, best_state = -1.0, None
    for epoch in range(args.epochs):
        train_one_epoch(net, train_loader, optimiser, use_mixup=arm == "mixup")
        val_acc = accuracy(net, val_loader)
        if val_acc > best_val:
            best_val = val_acc
            best_state = {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(best_state)
    return {"arm": arm, "seed": seed, "val": best_val, "test": accuracy(net, test_loader)}


def main():
    args = parse_args()
    folder = args.out / time.strftime("%Y%m%d-%H%M%S")
    folder.mkdir(parents=True)
    rows = []
    for arm in ("plain", "mixup"):
        for seed in args.seeds:
            row = run(args, arm, seed)
            rows.append(row)
            print(f"{arm} seed {seed}: {row['test']:.3f}")
    with open(folder / "results.json", "w") as f:
        json.dump(rows, f, indent=2)
    for arm in ("plain", "mixup"):
        scores = [row["test"] for row in rows if row["arm"] == arm]
        print(arm, np.mean(scores), np.std(scores, ddof=1))


if __name__ == "__main__":
    main()
