"""Where a sweep's own files lie, and whether somebody drives it."""

from __future__ import annotations

import os
from pathlib import Path

from coresearch.kernel.locks import hold
from coresearch.sweeps import files
from coresearch.workbench.project import Project

SWEEPS = "sweeps"
"""Folder beside the journal."""
LOCK, DRIVER = "driver.lock", "driver.json"


def folder_of(project: Project, sweep: str) -> Path:
    """The sweep's folder, which may not be there yet."""
    return project.journal.path.parent / SWEEPS / sweep


def make_folder(project: Project, sweep: str) -> Path:
    """Make the sweep's folder, the owner's alone."""
    files.make_private(project.journal.path.parent / SWEEPS)
    return files.make_private(folder_of(project, sweep))


def is_driven(project: Project, sweep: str) -> bool:
    """Whether a driver is at work."""
    lock = folder_of(project, sweep) / LOCK
    if not lock.exists():
        return False
    try:
        os.close(hold(lock))
    except BlockingIOError:
        return True
    return False


def job_name(sweep: str, task: int, run: str) -> str:
    """Of one attempt: unlike every other, and short enough for a scheduler."""
    return f"cs-{sweep[:7]}-{task}-{run}"
