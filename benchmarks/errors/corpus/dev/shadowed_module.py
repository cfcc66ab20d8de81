import pathlib
import sys

pathlib.Path("random.py").write_text("def shuffled(x):\n    return x\n")
sys.path.insert(0, ".")
sys.modules.pop("random", None)
import random

print(random.choice([1, 2, 3]))
