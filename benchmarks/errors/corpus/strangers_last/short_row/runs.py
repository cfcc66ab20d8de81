import csv


def load(path):
    """Runs with their numbers."""
    found = []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            found.append(
                {"name": row["name"], "rate": float(row["rate"]), "accuracy": float(row["accuracy"])}
            )
    return found
