"""Pollinator visits per week at one site."""
import argparse

from store import by_week, load


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--table", default="visits.parquet")
    ap.add_argument("--site", required=True)
    args = ap.parse_args()
    table = load(args.table)
    here = table[table["site"] == args.site]
    print(f"site {args.site}: {len(here)} counts of {len(table)}")
    for week, visits in by_week(here):
        print(f"week {week:2d}: {visits.sum():5.0f} visits, mean {visits.mean():.1f}")


if __name__ == "__main__":
    main()
