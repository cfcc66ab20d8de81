import argparse


def get_options(argv=None):
    p = argparse.ArgumentParser(description="MLP on the wine data")
    p.add_argument("--layers", type=int, default=[32],
                   help="widths of the hidden layers")
    p.add_argument("--alpha", type=float, default=1e-4)
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--test-size", type=float, default=0.3)
    return p.parse_args(argv)
