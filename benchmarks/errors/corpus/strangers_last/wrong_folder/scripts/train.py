import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from loader.tables import read

table = read("train")
print(len(table), "rows")
