"""The tasks of a sweep as what they are: runs."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.runs import Run
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.journal.runs import read_run
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.progress import last_attempts


def last_runs(project: Project, recorded: RecordedSweep) -> Iterator[Run]:
    """The last attempt at each task that has one, in the order of the tasks."""
    rows = last_attempts(project, recorded)
    for number in sorted(rows):
        yield read_run(project.journal, rows[number].run)


def ended_runs(project: Project, recorded: RecordedSweep) -> Iterator[Run]:
    """Those of them whose end is on record."""
    return (run for run in last_runs(project, recorded) if run.ended is not None)
