"""After a crash: runs whose end nobody saw are brought to an end.

Run at every start, and so without anything that is heavy to import.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.events import EventType
from coresearch.core.metrics import Metrics
from coresearch.core.runs import Ended, RunState
from coresearch.journal.runs import ID_DIGITS, open_runs
from coresearch.repo.checkout import place
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import kept_outputs
from coresearch.workbench.run_files import RUNS, hold
from coresearch.workbench.run_record import ended_body


@dataclass(frozen=True, slots=True)
class CutOff:
    """A run whose end nobody saw."""

    run: str
    message: str


def reconcile_runs(project: Project) -> list[CutOff]:
    """Put on record, of each run that was cut off here, that it was.

    A run that still goes on holds its lock, and is left alone.
    """
    found = []
    folder = project.journal.path.parent / RUNS
    for run in open_runs(project.journal, place(project.checkout)):
        file = folder / f"{run}.lock"
        try:
            folder.mkdir(exist_ok=True)
            lock = hold(file)
        except BlockingIOError:
            continue
        try:
            if run in open_runs(project.journal, place(project.checkout)):
                found.append(_bring_to_an_end(project, folder, run))
        finally:
            file.unlink(missing_ok=True)
            os.close(lock)
    return found


def _bring_to_an_end(project: Project, folder: Path, run: str) -> CutOff:
    message = "coresearch ended while it ran, and its kernel with it."
    journal = project.journal
    kept = kept_outputs(folder / f"{run}.outputs", journal.blobs)
    body = ended_body(Ended(RunState.CUT_OFF, note=message), Metrics(), kept, [])
    with journal.writing():
        journal.append(EventType.RUN_ENDED, run, body)
    return CutOff(run, f"The run {run[:ID_DIGITS]} was cut off: {message}")
