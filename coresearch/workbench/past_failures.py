"""What the journal knows of a failure: the last good run, and the same before."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from coresearch.core.runs import Run
from coresearch.core.text import counted
from coresearch.journal.failures import (
    Seen,
    count_seen_before,
    helped,
    seen_before,
    signatures_of,
)
from coresearch.journal.runs import RunRow, list_runs, next_good_run, read_run
from coresearch.workbench.compare import Difference, differences
from coresearch.workbench.project import Project
from coresearch.workbench.words import duration, local_time

_MOST_RUNS = 40
"""Earlier runs of the same file that are looked at."""
_IN_A_ROW = 3
"""So often the same failure, and it is time to step back."""
_MOST_LOOKED_AT = 5
_NO_ANSWER = ("running", "interrupted", "cut off")
"""Ends that say nothing about the code."""
_CAUSES = ("code", "arguments", "tree", "packages", "interpreter", "version", "kernel",
           "seed", "cwd", "variable", "machine", "gpus")  # fmt: skip
"""Differences between runs that can be why one failed, and not what came of it."""


@dataclass(frozen=True, slots=True)
class Past:
    """What came before a failed run."""

    good: str = ""
    """The id of the last run of the same file that succeeded; empty for none."""
    changed: tuple[Difference, ...] = ()
    """What has changed since that one."""
    seen: tuple[str, ...] = ()
    """Ids of the latest runs before it with the same failure, newest first."""
    times: int = 0
    """How many there are."""
    fixed_by: str = ""
    """After what it was gone: an accepted suggestion, or the first good run."""
    in_a_row: int = 1
    """How often the same failure came one after the other, this one included."""
    step_back: str = ""
    """What to think about, once it is often."""
    worked_since: str = ""
    """The first run of the same file after it that succeeded."""


def past_of(project: Project, run: Run, signature: str) -> Past:
    """What the journal knows of the failure of `run` with this signature."""
    journal = project.journal
    rows = _before(project, run)
    good = next((row for row in rows if row.state == "succeeded"), None)
    changed: tuple[Difference, ...] = ()
    if good is not None:
        every = differences(project, read_run(journal, good.id), run)
        changed = tuple(
            one
            for one in every
            if one.what.startswith(_CAUSES) and not one.what.endswith("HASHSEED")
        )
    row_of = signatures_of(journal, [row.id for row in rows])
    same = list(takewhile(lambda row: row_of.get(row.id) == signature, rows))
    seen = seen_before(journal, signature, run.at)
    return Past(
        good=good.id if good else "",
        changed=changed,
        seen=tuple(one.run for one in seen),
        times=count_seen_before(journal, signature, run.at),
        fixed_by=_fixed_by(project, signature, seen),
        in_a_row=len(same) + 1,
        step_back=_step_back(run, same, good),
        worked_since=next_good_run(journal, run.request.path, run.at),
    )


def _before(project: Project, run: Run) -> list[RunRow]:
    """Earlier runs of the same file that came to an end by themselves, newest first."""
    if not run.request.path:
        return []
    found = list_runs(project.journal, limit=_MOST_RUNS, path=run.request.path)
    return [row for row in found if row.at < run.at and row.state not in _NO_ANSWER]


def _fixed_by(project: Project, signature: str, seen: list[Seen]) -> str:
    """After what the failure was gone: an accepted suggestion, or else a good run."""
    for suggestion, title in helped(project.journal, signature):
        return f"{title} ({suggestion[:7]})"
    for failed in seen[:_MOST_LOOKED_AT]:
        if worked := next_good_run(project.journal, failed.path, failed.at):
            return f"the changes before run {worked[:7]}"
    return ""


def _step_back(run: Run, same: list[RunRow], good: RunRow | None) -> str:
    """What to think about; `same` are the runs just before that failed alike."""
    if len(same) + 1 < _IN_A_ROW:
        return ""
    seconds = sum(row.seconds or 0 for row in same)
    seconds += float((run.ended or {}).get("seconds") or 0)
    bisect = (
        f"compare with the last run that worked (coresearch runs diff {good.id[:7]} "
        f"{run.id[:7]})"
        if good
        else "cut the script down until it works"
    )
    return (
        f"The same failure {counted(len(same) + 1, 'time')} in a row, "
        f"{duration(seconds)} of running since {local_time(same[-1].at)}. Step back: "
        f"{bisect}, ask somebody, or leave this way?"
    )
