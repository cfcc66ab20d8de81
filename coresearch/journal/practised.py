"""What the journal has of a person's practice."""

from __future__ import annotations

from typing import Any, NamedTuple

from coresearch.journal.connection import translated
from coresearch.journal.store import Journal

MINE = "journal IN (SELECT id FROM chains WHERE author = ? AND email = ?)"
"""One person may have chains on several machines."""


class Answered(NamedTuple):
    """An item of a probe or a drill that was answered."""

    at: str
    family: str
    flawed: bool | None
    answer: str
    right: bool


def items_seen(journal: Journal) -> set[str]:
    """The names of all items that this person was shown, answered or not."""
    query = f"SELECT item FROM items WHERE {MINE}"
    return {item for (item,) in _rows(journal, query, *journal.person)}


def answered(
    journal: Journal, purpose: str, since: str = "", until: str = "~"
) -> list[Answered]:
    """What this person answered, oldest first."""
    query = f"""
        SELECT at, family, flawed, answer, right FROM items
        WHERE purpose = ? AND right IS NOT NULL AND at >= ? AND at < ? AND {MINE}
        ORDER BY position
    """
    return [
        Answered(*row)
        for row in _rows(journal, query, purpose, since, until, *journal.person)
    ]


def last_probe(journal: Journal) -> str:
    """When this person last had a probe, in UTC; empty for never."""
    query = f"SELECT max(at) FROM items WHERE purpose = 'probe' AND {MINE}"
    return _rows(journal, query, *journal.person)[0][0] or ""


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
