from pathlib import Path

import yaml


def load(path):
    """A config, laid over those that it imports."""
    own = yaml.safe_load(Path(path).read_text())
    merged = {}
    for base in own.pop("import", []):
        merged |= load(Path(path).parent / base)
    return merged | own


def build(path):
    return load(path)["Experiment"]
