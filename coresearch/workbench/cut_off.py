"""After a crash: runs whose end nobody saw are brought to an end.

Run at every start, and so without anything that is heavy to import.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.errors import Refused
from coresearch.core.events import EventType
from coresearch.core.metrics import Metrics
from coresearch.core.runs import Ended, RunState
from coresearch.journal.runs import ID_DIGITS, is_on_record, open_runs, read_run
from coresearch.kernel.locks import hold
from coresearch.repo.checkout import place
from coresearch.repo.snapshots import drop_snapshot
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import outputs_so_far
from coresearch.workbench.run_files import RUNS, stack_file
from coresearch.workbench.run_record import ended_body

_YOUNG = 5.0
"""Seconds; between making a lock and taking it lies less than a thousandth of that."""

_GOES_ON = (
    "The run {run} is on a server, and nobody listens to it since coresearch ended: "
    "coresearch run --resume {run}"
)


@dataclass(frozen=True, slots=True)
class CutOff:
    """A run whose end nobody saw."""

    run: str
    message: str


def reconcile_runs(project: Project) -> list[CutOff]:
    """Put on record, of each run that was cut off here, that it was.

    A run that still goes on holds its lock, and is left alone. One on a server goes on
    without us: that is said once, when its lock is found free.
    """
    found = []
    folder = project.journal.path.parent / RUNS
    for run in open_runs(project.journal, place(project.checkout)):
        file = folder / f"{run}.lock"
        server = read_run(project.journal, run).request.server
        if server and not file.exists():
            continue
        try:
            folder.mkdir(exist_ok=True)
            lock = hold(file)
        except BlockingIOError:
            continue
        try:
            if run not in open_runs(project.journal, place(project.checkout)):
                continue
            if server:
                found.append(CutOff(run, _GOES_ON.format(run=run[:ID_DIGITS])))
            else:
                message = "coresearch ended while it ran, and its kernel with it."
                _bring_to_an_end(project, run, message)
                shown = f"The run {run[:ID_DIGITS]} was cut off: {message}"
                found.append(CutOff(run, shown))
        finally:
            file.unlink(missing_ok=True)
            os.close(lock)
    _sweep(project, folder)
    return found


def _sweep(project: Project, folder: Path) -> None:
    """Remove what is left of runs that were killed before they were on record."""
    for file in folder.glob("*.lock"):
        if is_on_record(project.journal, file.stem):
            continue
        try:
            # A younger one may be of a run that is just about to take it.
            if time.time() - file.stat().st_mtime < _YOUNG:
                continue
            lock = hold(file)
        except (BlockingIOError, FileNotFoundError):
            continue
        try:
            (folder / f"{file.stem}.outputs").unlink(missing_ok=True)
            (folder / f"{file.stem}.heard").unlink(missing_ok=True)
            stack_file(folder, file.stem).unlink(missing_ok=True)
            with suppress(OSError):
                (folder / file.stem).rmdir()
            drop_snapshot(project.root, file.stem)
            file.unlink(missing_ok=True)
        finally:
            os.close(lock)


def give_up(project: Project, run: str) -> None:
    """End the record of a run on a server that nobody listens to any more.

    Raises:
        Refused: somebody does.
    """
    folder = project.journal.path.parent / RUNS
    folder.mkdir(exist_ok=True)
    file = folder / f"{run}.lock"
    try:
        lock = hold(file)
    except BlockingIOError:
        raise Refused(f"Run {run[:ID_DIGITS]} still goes on.") from None
    try:
        message = "It was given up; its kernel may still be on its server."
        _bring_to_an_end(project, run, message)
    finally:
        file.unlink(missing_ok=True)
        os.close(lock)


def _bring_to_an_end(project: Project, run: str, message: str) -> None:
    folder = project.journal.path.parent / RUNS
    journal = project.journal
    metrics = Metrics(read_run(journal, run).request.metrics)
    kept = outputs_so_far(folder / f"{run}.outputs", journal.blobs, metrics)
    body = ended_body(Ended(RunState.CUT_OFF, note=message), metrics, kept, [])
    with journal.writing():
        journal.append(EventType.RUN_ENDED, run, body)
    (folder / f"{run}.heard").unlink(missing_ok=True)
    stack_file(folder, run).unlink(missing_ok=True)
