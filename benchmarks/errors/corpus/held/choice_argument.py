import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--model", choices=["lstm", "transformer"])
print(parser.parse_args(["--model", "transfomer"]))
