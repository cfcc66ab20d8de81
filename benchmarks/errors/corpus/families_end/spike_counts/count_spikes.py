import argparse

from trains import bin_counts, drop_refractory, read_train


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--train", default="unit07.txt")
    ap.add_argument("--bin-ms", type=float, default=100)
    ap.add_argument("--refractory", default=1.0, help="ms")
    ap.add_argument("--end", type=float, default=200)
    args = ap.parse_args()
    train = read_train(args.train)
    kept = drop_refractory(train, args.refractory)
    print(f"{len(train) - len(kept)} of {len(train)} spikes dropped")
    print("counts", bin_counts(kept, args.bin_ms, args.end))


main()
