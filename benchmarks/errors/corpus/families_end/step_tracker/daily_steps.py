import sys
from collections import defaultdict

from tracker import load

per_day = defaultdict(int)
for sample in load(sys.argv[1]):
    per_day[sample.when.date()] += sample.steps
for day, steps in sorted(per_day.items()):
    print(day, f"{steps:6d}", "#" * (steps // 500))
print("mean", sum(per_day.values()) // len(per_day))
