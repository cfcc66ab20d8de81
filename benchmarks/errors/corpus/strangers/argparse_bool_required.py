import argparse
import sys
sys.argv = ["train.py", "--epochs", "ten"]
p = argparse.ArgumentParser()
p.add_argument("--epochs", type=int)
p.add_argument("--data", required=True)
p.parse_args()
