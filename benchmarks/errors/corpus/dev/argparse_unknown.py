import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=3)
print(parser.parse_args(["--learning-rat-e", "0.1"]))
