"""Which failure is meant: the last that failed, a run's, a script's, or a log's."""

from __future__ import annotations

from pathlib import Path

from coresearch.core.errors import BadInput, NoRepository, NotFound
from coresearch.core.runs import Run, RunState
from coresearch.journal.runs import find_run, list_runs, read_run
from coresearch.workbench.diagnose import Report, diagnose_log, diagnose_run
from coresearch.workbench.failure_logs import log_of_file
from coresearch.workbench.project import Project

_SCRIPTS = (".py", ".ipynb", ".r", ".R", ".jl", ".sh")
_FAILED = ("failed", "died", "timed out", "cut off", "interrupted")


def diagnose_named(
    project: Project | None, what: str | None, start: Path, *, keep: bool
) -> Report:
    """What the failure says that a person at `start` names; None: the last one.

    Raises:
        NotFound: there is none, or none failed.
        BadInput: the run did not fail.
        NoRepository: it names a run, and there is no record.
    """
    file = start / what if what is not None else None
    is_script = what is not None and what.endswith(_SCRIPTS)
    if file is not None and file.exists() and not is_script:
        return diagnose_log(str(what), log_of_file(file), project, keep=keep)
    if project is None:
        if what is not None and not is_script:
            raise NotFound(f"There is no file {what}.")
        raise NoRepository(
            "Runs are on record in a git repository, and this is none.",
            hint="Outside of one, name a log: coresearch diagnose run.log",
        )
    run = _run(project, what, file if is_script else None)
    if run.state is RunState.RUNNING:
        from coresearch.workbench.live_run import diagnose_live

        return diagnose_live(project, run)
    return diagnose_run(project, _failed(run), keep=keep)


def _run(project: Project, what: str | None, script: Path | None) -> Run:
    journal = project.journal
    if script is not None:
        rows = list_runs(journal, limit=1, path=project.relative(script))
        if not rows:
            raise NotFound(
                f"{what} has not run on record.", hint=f"Run it: coresearch run {what}"
            )
        return read_run(journal, rows[0].id)
    if what is not None:
        return read_run(journal, find_run(journal, what))
    for row in list_runs(journal, limit=200):
        if row.state in _FAILED:
            return read_run(journal, row.id)
    raise NotFound(
        "No run on record has failed.",
        hint="Run something: coresearch run script.py; or name a log.",
    )


def _failed(run: Run) -> Run:
    if run.state not in _FAILED:
        raise BadInput(
            f"Run {run.id[:7]} {run.state}: it has no failure to read.",
            hint="coresearch runs list --state failed",
        )
    return run
