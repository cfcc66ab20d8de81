"""Which results are meant: tables, runs by their ids, or all runs of a file or name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from coresearch.core.errors import BadInput, NoRepository, NotFound
from coresearch.core.runs import Run
from coresearch.journal.runs import find_run, list_runs, read_run
from coresearch.workbench.analyse import Report, Wanted, analyse_files, analyse_runs
from coresearch.workbench.project import Project
from coresearch.workbench.result_files import ENDINGS

_MOST_RUNS = 1000


def analyse_named(
    project: Project | None,
    what: Sequence[str],
    wanted: Wanted,
    start: Path,
    *,
    name: str | None = None,
    file: str | None = None,
    sweep: str | None = None,
) -> Report:
    """What the results say that a person at `start` names.

    Raises:
        BadInput: nothing is named, or what cannot be compared.
        NotFound: there is no such file or run.
        NoRepository: it names runs, and there is no record.
    """
    tables = [one for one in what if Path(one).suffix.lower() in ENDINGS]
    if tables and len(tables) == len(what) and not (name or file or sweep):
        files = [Path(os.path.relpath(start / one)) for one in tables]
        return analyse_files(project, files, wanted)
    if tables:
        raise BadInput("Tables and runs are not compared with one another.")
    if not (what or name or file or sweep):
        raise BadInput(
            "Say what to analyse.",
            hint="coresearch analyse results.jsonl, or ids of runs, or --file train.py",
        )
    if project is None:
        strange = next((one for one in what if (start / one).exists()), "")
        if strange:
            raise BadInput(f"{strange} is no table: {', '.join(ENDINGS)}.")
        raise NoRepository(
            "Runs are on record in a git repository, and this is none.",
            hint="Outside of one, name a table: coresearch analyse results.csv",
        )
    script = start / file if file else None
    runs = _runs(project, what, name, script)
    if sweep is not None:
        runs += _tasks(project, sweep)
    return analyse_runs(project, runs, wanted)


def _tasks(project: Project, sweep: str) -> list[Run]:
    """The tasks of a sweep, each by its last attempt."""
    from coresearch.workbench.sweeps.orders import named
    from coresearch.workbench.sweeps.tasks_as_runs import last_runs

    recorded, _ = named(project, sweep)
    return list(last_runs(project, recorded))


def _runs(
    project: Project, ids: Sequence[str], name: str | None, script: Path | None
) -> list[Run]:
    """The runs that are meant, the oldest first."""
    journal = project.journal
    found = [find_run(journal, one) for one in ids]
    if name or script:
        path = project.relative(script) if script else None
        rows = list_runs(journal, limit=_MOST_RUNS, name=name, path=path)
        found += [row.id for row in reversed(rows)]
        if not rows:
            raise NotFound("No run fits.", hint="See what ran: coresearch runs list")
    return [read_run(journal, one) for one in dict.fromkeys(found)]
