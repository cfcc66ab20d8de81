import json
from pathlib import Path

from splits import assign

subjects = Path("subjects.txt").read_text().split()
folds = assign(subjects)
Path("folds.json").write_text(json.dumps(folds, indent=1))
print(f"{len(folds)} subjects in {len(set(folds.values()))} folds")
