"""Delta-delta-Ct fold change."""
import argparse
import csv


def mean(values):
    return sum(values) / len(values)


def read_wells(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def delta_ct(wells, condition):
    return [float(r["ct_target"]) - float(r["ct_ref"])
            for r in wells if r["condition"] == condition]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="qpcr.csv")
    ap.add_argument("--control", default="control")
    ap.add_argument("--treated", default="heat")
    args = ap.parse_args()

    wells = read_wells(args.data)
    treated = mean(delta_ct(wells, args.treated))
    control = mean(delta_ct(wells, args.control))
    ddct = treated - control
    print(f"ddCt {ddct:+.2f}, fold change {2 ** -ddct:.2f}")


if __name__ == "__main__":
    main()
