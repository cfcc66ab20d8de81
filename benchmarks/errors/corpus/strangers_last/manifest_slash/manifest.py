import csv
from pathlib import Path


def entries(path, root):
    """Paths of the documents that the manifest lists."""
    with open(path, newline="") as file:
        return [Path(root) / row["file"] for row in csv.DictReader(file)]
