import argparse
import json
import re
from pathlib import Path

import numpy as np
import yaml


def step_of(path):
    return int(re.search(r"(\d+)", path.stem).group(1))


def smooth(values, k):
    return np.convolve(values, np.ones(k) / k, mode="valid")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--config", required=True)
    cfg = yaml.safe_load(Path(ap.parse_args().config).read_text())

    files = list(Path(cfg["runs_dir"]).glob(cfg["pattern"]))
    latest = max(files, key=step_of)
    metrics = json.loads(latest.read_text())
    curve = smooth(metrics["loss"], cfg["smooth"])
    print(f"{latest.name}: step {metrics['step']}, last smoothed loss {curve[-1]:.3f}")


if __name__ == "__main__":
    main()
