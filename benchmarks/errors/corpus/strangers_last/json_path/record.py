import json
import os


def write(folder, **parts):
    """Each part as JSON of its own."""
    os.makedirs(folder, exist_ok=True)
    for name, content in parts.items():
        with open(os.path.join(folder, f"{name}.json"), "w") as file:
            json.dump(content, file, indent=2)
