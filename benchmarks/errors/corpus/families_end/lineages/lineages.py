import csv
from functools import lru_cache

with open("taxa.csv", newline="") as f:
    TAXA = {row["taxid"]: row for row in csv.DictReader(f)}


@lru_cache(maxsize=None)
def lineage(taxid):
    row = TAXA[taxid]
    parent = row["parent"]
    if not parent:
        return (row["name"],)
    return lineage(parent) + (row["name"],)


def common_ancestor(a, b):
    shared = [x for x, y in zip(lineage(a), lineage(b)) if x == y]
    return shared[-1]


species = [t for t, row in TAXA.items() if row["rank"] == "species"]
print(f"{len(TAXA)} taxa, {len(species)} species")
for taxid in species:
    print(" > ".join(lineage(taxid)))
print("common ancestor:", common_ancestor(*species))
