"""Aided or not by coin: a forecast, a coin, and what it took."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from coresearch.core.directions import budget_of
from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.journal.store import Journal, utc_now
from coresearch.journal.tasks import TaskRow, suggestions_since, tasks
from coresearch.measures.trial import Task
from coresearch.workbench.project import Project

_WEEK = 7 * 86400


def hours_of(text: str) -> float:
    """`2h` or `90 min`, as hours.

    Raises:
        BadInput: it is no time, or none at all.
    """
    with suppress(BadInput):
        if found := budget_of(text).hours:
            return found
    raise BadInput(f"{text!r} is no time.", hint="Such as 2h, or 90 min")


def open_task(journal: Journal) -> TaskRow | None:
    """The one that this person is at."""
    return next((one for one in tasks(journal) if not one.ended), None)


def begin(project: Project, title: str, kind: str, forecast: float) -> TaskRow:
    """Put the forecast on record, and let the coin fall in the same moment.

    Raises:
        Refused: another is open.
    """
    journal = project.journal
    body = {
        "title": " ".join(title.split()),
        "kind": " ".join(kind.split()).lower(),
        "forecast": forecast,
        "aided": bool(secrets.randbits(1)),
    }
    if not body["title"]:
        raise BadInput("What is the task?", hint='coresearch trial start "…"')
    with journal.writing():
        if now := open_task(journal):
            raise Refused(
                f"“{now.title}” is not ended yet.",
                hint="End it first: coresearch trial stop",
            )
        journal.append(EventType.TASK_BEGUN, secrets.token_hex(8), body)
    return tasks(journal)[-1]


def end(
    project: Project, hours: float | None, believed: float | None, *, opted_out: bool
) -> TaskRow:
    """Put on record what it took, or that the person did not want to do it so.

    Without `hours` it took the time since it began. How many suggestions came
    meanwhile is counted: what the coin said and what was done are two things.

    Raises:
        NotFound: none is open.
    """
    journal = project.journal
    with journal.writing():
        one = open_task(journal)
        if one is None:
            raise NotFound(
                "No task is open.", hint="Begin one: coresearch trial start --help"
            )
        body = {
            "ended": "opted out" if opted_out else "done",
            "hours": None if opted_out else hours or passed(one),
            "believed": believed,
            "crossed": suggestions_since(journal, one.at),
        }
        journal.append(EventType.TASK_ENDED, one.id, body)
    return next(row for row in tasks(journal) if row.id == one.id)


def passed(one: TaskRow) -> float:
    """Hours since it began; at least a second."""
    seconds = (_moment(utc_now()) - _moment(one.at)).total_seconds()
    return max(1.0, seconds) / 3600


def measured(rows: Sequence[TaskRow]) -> list[Task]:
    """The finished ones, as the measure takes them."""
    done = [row for row in rows if row.ended == "done" and row.hours]
    if not done:
        return []
    first = _moment(done[0].at)
    return [
        Task(
            week=(_moment(row.at) - first).total_seconds() / _WEEK,
            aided=row.aided,
            forecast=row.forecast,
            kind=row.kind,
            hours=row.hours or 0.0,
            believed=row.believed,
        )
        for row in done
    ]


def opt_outs(rows: Sequence[TaskRow]) -> tuple[int, int]:
    """How many were not done with the assistant, and without, as the coin said."""
    out = [row.aided for row in rows if row.ended == "opted out"]
    return sum(out), len(out) - sum(out)


def crossed(rows: Sequence[TaskRow]) -> int:
    """How many were to be done without it, and suggestions came all the same."""
    return sum(
        row.ended == "done" and not row.aided and bool(row.crossed) for row in rows
    )


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
