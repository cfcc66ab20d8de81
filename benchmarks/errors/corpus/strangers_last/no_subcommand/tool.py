import argparse

from commands import evaluate, train

parser = argparse.ArgumentParser(prog="tool")
parser.add_argument("--seed", type=int, default=0)
commands = parser.add_subparsers()
first = commands.add_parser("train")
first.set_defaults(run=train)
second = commands.add_parser("evaluate")
second.set_defaults(run=evaluate)
args = parser.parse_args()
args.run(args)
