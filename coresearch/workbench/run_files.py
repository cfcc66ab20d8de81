"""Where a run's own files lie."""

from __future__ import annotations

from pathlib import Path

RUNS = "runs"
"""Folder beside the journal. Of each run a folder that it is given to write to, and
while it goes on its lock, the outputs so far, and what its kernel says of itself."""


def stack_file(folder: Path, run: str) -> Path:
    """Where a Python kernel writes its number, and its stack when it is asked."""
    return folder / f"{run}.stack"
