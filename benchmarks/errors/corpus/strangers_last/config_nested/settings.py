import yaml


def load(path):
    """The settings as a dictionary."""
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)
