import multiprocessing
import sys

import yaml

from walks import make_walk


def main():
    config = yaml.safe_load(open("sim.yaml"))
    walk = make_walk(config["drift"])
    context = multiprocessing.get_context("spawn")
    with context.Pool(config["workers"]) as pool:
        ends = pool.map(walk, range(config["runs"]))
    print(sum(ends) / len(ends))


if __name__ == "__main__":
    main()
