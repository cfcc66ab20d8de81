"""Sweeps as text for a terminal or a pipe, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from coresearch.cli.output import Ink, padded, paint, width, wrapped
from coresearch.core.sweep.standing import Standing
from coresearch.core.text import one_line, shorten
from coresearch.journal.sweeps import ID_DIGITS, SweepRow, TaskRow
from coresearch.workbench.sweeps import words
from coresearch.workbench.sweeps.progress import ArmRow, Progress
from coresearch.workbench.words import local_time

_MOST_FAILED = 10


def line_of(found: Progress) -> str:
    """One line, for a terminal on which it changes."""
    return f"sweep {words.short(found.sweep)}  {words.now(found)}"


def rows(found: Sequence[SweepRow]) -> Iterator[str]:
    """One line each: id, when, how far, what."""
    for row in found:
        done = f"{row.good}/{row.tasks}"
        failed = row.ended - row.good
        said = f"{done:>9} done" + (f", {failed} not" if failed else "")
        what = f"{row.name}: {row.path}" if row.name else row.path
        room = max(width() - ID_DIGITS - 48, 10)
        yield (
            f"{paint(row.id[:ID_DIGITS], Ink.PLACE)}  {local_time(row.at)}  "
            f"{padded(said, 24)} {shorten(one_line(what), room)}"
        )


def details(found: Progress) -> Iterator[str]:
    """A sweep whole, but for its tasks."""
    identity = paint(words.short(found.sweep), Ink.PLACE)
    yield f"{identity}  {paint(words.title(found.sweep), Ink.STRONG)}"
    yield paint(words.state(found), Ink.MEDIUM if found.is_stalled else Ink.QUIET)
    yield ""
    for name, value in words.facts(found):
        yield f"  {paint(padded(name, 9), Ink.QUIET)} {value}"


def failed(found: Progress, last: Sequence[TaskRow]) -> Iterator[str]:
    """Tasks without success, and how to look into one."""
    bad = [row for row in last if row.state not in ("succeeded", "running")]
    if not bad:
        return
    yield ""
    for row in bad[:_MOST_FAILED]:
        task = found.sweep.sweep.tasks[row.task - 1]
        seed = "" if task.seed is None else f" seed {task.seed}"
        what = one_line(f"{task.arm}{seed} {row.error}".strip())
        yield (
            f"  {paint(f'/{row.task:03}', Ink.PLACE)}  {padded(row.state, 11)} "
            f"run {row.run[:ID_DIGITS]}  {shorten(what, max(width() - 42, 10))}"
        )
    if len(bad) > _MOST_FAILED:
        yield f"  … and {len(bad) - _MOST_FAILED} more"
    yield f"  What one means: coresearch diagnose {bad[0].run[:ID_DIGITS]}"


def table(found: Sequence[ArmRow], metrics: Sequence[str]) -> Iterator[str]:
    """Arms and their metrics: mean, 95 % interval, n; failures in the denominator."""
    for row in found:
        arm = one_line(row.arm) or "all"
        yield f"{paint(arm, Ink.STRONG)}  {words.arm_failures(row)}"
        widest = max((len(one_line(name)) for name in metrics), default=0)
        for name in metrics:
            one = row.metrics.get(name)
            said = words.spread(one) if one else "no number"
            yield f"  {padded(one_line(name), widest)}  {said}"
    if not any(row.metrics for row in found):
        yield wrapped(
            "No task has written a metric. A printed line of JSON is one, such as "
            '{"accuracy": 0.91}; so is metrics.json in $CORESEARCH_RUN_DIR.'
        )
    elif found:
        yield wrapped(
            "± is half of the 95 % interval of the mean over n tasks that succeeded; "
            "those that did not are counted, and have no number."
        )


def as_json(found: Progress, last: Sequence[TaskRow]) -> dict[str, Any]:
    """Everything on record of a sweep, and how far it is."""
    return {
        "id": found.sweep.id,
        "at": found.sweep.at,
        "author": found.sweep.author,
        "started": dict(found.sweep.started),
        "standings": {str(s): found.standings.get(s, 0) for s in Standing},
        "driven": found.is_driven,
        "fault": found.fault,
        "tasks": [asdict(row) for row in last],
    }


def table_json(found: Sequence[ArmRow]) -> list[dict[str, Any]]:
    """The same table for programs."""
    return [
        {
            "arm": row.arm,
            "tasks": row.tasks,
            "standings": {str(s): row.standings.get(s, 0) for s in Standing},
            "metrics": {name: asdict(one) for name, one in row.metrics.items()},
        }
        for row in found
    ]
