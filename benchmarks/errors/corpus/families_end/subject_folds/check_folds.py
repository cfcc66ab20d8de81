import json
from pathlib import Path

from splits import assign

stored = json.loads(Path("folds.json").read_text())
now = assign(Path("subjects.txt").read_text().split())
moved = sum(stored[s] != now[s] for s in stored)
print(f"checked {len(stored)} subjects")
assert moved == 0, "some subjects are in another fold than in folds.json"
print("folds reproduced")
