from pathlib import Path
out = Path("results")
name = out + "/run1.json"
