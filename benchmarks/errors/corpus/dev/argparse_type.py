import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
print(parser.parse_args(["--epochs", "1e3"]))
