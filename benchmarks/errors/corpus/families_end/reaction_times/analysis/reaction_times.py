import csv
import statistics

from settings import RT_RANGE, SUBJECTS, subject_file


def read_trials(subject):
    with open(subject_file(subject), newline="") as f:
        for row in csv.DictReader(f):
            yield int(row["trial"]), float(row["rt_ms"]), row["correct"] == "1"


def clean(trials):
    lo, hi = RT_RANGE
    return [rt for _, rt, ok in trials if ok and lo < rt < hi]


for s in SUBJECTS:
    rts = clean(read_trials(s))
    print(f"sub-{s}: n={len(rts)} median={statistics.median(rts):.0f} ms")
