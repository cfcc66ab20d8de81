import argparse

import torch
import yaml

from net import PeakNet


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--config", default="infer.yaml")
    with open(ap.parse_args().config) as f:
        cfg = yaml.safe_load(f)
    torch.manual_seed(0)
    device = torch.device(cfg["device"])
    spectra = torch.rand(cfg["n_spectra"], 1, 128)
    net = PeakNet(cfg["hidden"]).eval()
    print(f"{sum(p.numel() for p in net.parameters())} parameters on {device}")
    net.to(device)
    with torch.no_grad():
        for batch in spectra.split(cfg["batch_size"]):
            p = net(batch.to(device)).cpu()
            print("peaks per spectrum", (p > 0.5).float().sum(2).mean().item())


if __name__ == "__main__":
    main()
