import os
from pathlib import Path
root = Path(os.environ.get("DATA_ROOT_DIR"))
print(list(root.glob("*.csv")))
