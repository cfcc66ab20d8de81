"""What the journal knows of a failure: the last good run, and the same before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coresearch.core.runs import Run
from coresearch.core.text import counted
from coresearch.journal.queries import Filter, list_entries
from coresearch.journal.runs import RunRow, list_runs, read_run
from coresearch.workbench.compare import Difference, differences
from coresearch.workbench.project import Project
from coresearch.workbench.words import duration

_MOST_RUNS = 40
"""Earlier runs of the same file that are looked at."""
_IN_A_ROW = 3
"""So often the same failure, and it is time to step back."""
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
    """Ids of earlier runs with the same failure, newest first."""
    fixed_by: str = ""
    """What was accepted between the last of these and a run that succeeded."""
    in_a_row: int = 1
    """How often the same failure came one after the other, this one included."""
    step_back: str = ""
    """What to think about, once it is often."""


def past_of(
    project: Project, run: Run, signature: str, signature_of: Callable[..., str]
) -> Past:
    """What the journal knows of the failure of `run` with this signature."""
    rows = _before(project, run)
    good = next((row for row in rows if row.state == "succeeded"), None)
    changed: tuple[Difference, ...] = ()
    if good is not None:
        every = differences(project, read_run(project.journal, good.id), run)
        changed = tuple(
            one
            for one in every
            if one.what.startswith(_CAUSES) and not one.what.endswith("HASHSEED")
        )
    error = str((run.ended or {}).get("ename", ""))
    same = [
        row
        for row in rows
        if row.state != "succeeded"
        and row.error == error
        and signature_of(project, read_run(project.journal, row.id)) == signature
    ]
    in_a_row = 1
    for row in rows:
        if row not in same:
            break
        in_a_row += 1
    return Past(
        good=good.id if good else "",
        changed=changed,
        seen=tuple(row.id for row in same),
        fixed_by=_fixed_by(project, run, same, rows),
        in_a_row=in_a_row,
        step_back=_step_back(run, rows[: in_a_row - 1], in_a_row, good),
    )


def _before(project: Project, run: Run) -> list[RunRow]:
    """Earlier runs of the same file, newest first."""
    if not run.request.path:
        return []
    found = list_runs(project.journal, limit=_MOST_RUNS, path=run.request.path)
    return [row for row in found if row.at < run.at and row.state != "running"]


def _fixed_by(
    project: Project, run: Run, same: list[RunRow], rows: list[RunRow]
) -> str:
    """The suggestion that was accepted before the failure went away."""
    for failed in same:
        later = [r for r in rows if r.at > failed.at and r.state == "succeeded"]
        if not later:
            continue
        worked = min(later, key=lambda row: row.at)
        wanted = Filter(state="accepted")
        for entry in list_entries(project.journal, wanted, limit=200):
            decided = entry.decided_at or ""
            if failed.at < decided < worked.at:
                return f"{entry.title} ({entry.id[:7]})"
        return f"the changes before run {worked.id[:7]}"
    return ""


def _step_back(run: Run, rows: list[RunRow], in_a_row: int, good: RunRow | None) -> str:
    if in_a_row < _IN_A_ROW:
        return ""
    seconds = sum(row.seconds or 0 for row in rows)
    seconds += float((run.ended or {}).get("seconds") or 0)
    bisect = (
        f"compare with the last run that worked (coresearch runs diff {good.id[:7]} "
        f"{run.id[:7]})"
        if good
        else "cut the script down until it works"
    )
    return (
        f"The same failure {counted(in_a_row, 'time')} in a row, {duration(seconds)} "
        f"of running since {rows[-1].at[:16].replace('T', ' ')}. Step back: {bisect}, "
        "ask somebody, or leave this way?"
    )
