"""Where a sweep's own files lie, and whether somebody drives it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from coresearch.kernel.locks import hold
from coresearch.sweeps import files
from coresearch.workbench.project import Project

SWEEPS = "sweeps"
"""Folder beside the journal."""
LOCK, DRIVER = "driver.lock", "driver.json"
OPEN = "open"
"""The file that is there from the beginning of a sweep to its end."""
_TOLD = "open.told"
_YOUNG = 60.0
"""Seconds that a driver has to take its place."""


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


def stopped(project: Project) -> list[str]:
    """What to say of sweeps that have stopped before their end; once of each."""
    told = []
    for file in (project.journal.path.parent / SWEEPS).glob(f"*/{OPEN}"):
        sweep = file.parent.name
        if is_driven(project, sweep) or time.time() - file.stat().st_mtime < _YOUNG:
            continue
        file.rename(file.with_name(_TOLD))
        told.append(
            f"Sweep {sweep[:7]} has stopped before its end: nobody drives it. To go "
            f"on: coresearch sweep resume {sweep[:7]}"
        )
    return told


def ended(project: Project, sweep: str) -> None:
    """Note that there is nothing more to do."""
    for name in (OPEN, _TOLD):
        (folder_of(project, sweep) / name).unlink(missing_ok=True)
