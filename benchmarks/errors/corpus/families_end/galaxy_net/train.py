import argparse

import torch
import yaml
from torch.nn import functional as F

from model import GalaxyNet


def batches(cfg, gen):
    n, s = cfg["batch_size"], cfg["image_size"]
    for _ in range(cfg["steps"]):
        yield torch.randn(n, 1, s, s, generator=gen), torch.randint(0, cfg["n_classes"], (n,), generator=gen)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--config", default="configs/galaxy32.yaml")
    cfg = yaml.safe_load(open(p.parse_args().config))
    torch.manual_seed(0)
    net = GalaxyNet(cfg["image_size"], cfg["n_classes"])
    opt = torch.optim.Adam(net.parameters(), lr=cfg["lr"])
    for step, (x, y) in enumerate(batches(cfg, torch.Generator().manual_seed(1))):
        loss = F.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(f"step {step} loss {loss.item():.3f}")


if __name__ == "__main__":
    main()
