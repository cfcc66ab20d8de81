import argparse

from builder import build


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("config")
    parser.add_argument("--steps", type=int, default=3)
    args = parser.parse_args()
    experiment = build(args.config)
    for step in range(args.steps):
        print(experiment["name"], step, experiment["model"]["width"])


if __name__ == "__main__":
    main()
