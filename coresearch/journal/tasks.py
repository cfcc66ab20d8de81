"""What the journal has of tasks that are done with or without the assistant."""

from __future__ import annotations

from typing import Any, NamedTuple

from coresearch.journal.connection import translated
from coresearch.journal.practised import MINE
from coresearch.journal.store import Journal


class TaskRow(NamedTuple):
    """A task, and how it ended."""

    id: str
    at: str
    title: str
    kind: str
    forecast: float
    aided: bool
    ended: str
    """done, opted out; empty while it is open."""
    hours: float | None
    believed: float | None
    crossed: int | None


def tasks(journal: Journal, since: str = "", until: str = "~") -> list[TaskRow]:
    """All of this person's, oldest first."""
    query = f"""
        SELECT id, at, title, kind, forecast, aided, ended, hours, believed, crossed
        FROM tasks WHERE at >= ? AND at < ? AND {MINE} ORDER BY position
    """
    rows = _rows(journal, query, since, until, *journal.person)
    return [TaskRow(*row)._replace(aided=bool(row[5])) for row in rows]


def suggestions_since(journal: Journal, at: str) -> int:
    """How many suggestions of rules and models this person has got since."""
    query = f"""
        SELECT count(*) FROM suggestions
        WHERE at >= ? AND origin_kind <> 'person' AND {MINE}
    """
    return int(_rows(journal, query, at, *journal.person)[0][0])


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
