"""What the journal has of planted flaws."""

from __future__ import annotations

from typing import Any, NamedTuple

from coresearch.core.events import EventType
from coresearch.journal.connection import translated
from coresearch.journal.practised import MINE
from coresearch.journal.store import Journal


class Plant(NamedTuple):
    """One that was shown, or is."""

    id: str
    kind: str
    flawed: bool
    verdict: str | None


def plants(journal: Journal, since: str = "", until: str = "~") -> list[Plant]:
    """All that this person was shown, oldest first."""
    query = f"""
        SELECT id, kind, flawed, verdict FROM plants
        WHERE at >= ? AND at < ? AND {MINE} ORDER BY position
    """
    rows = _rows(journal, query, since, until, *journal.person)
    return [Plant(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def open_plants(journal: Journal) -> list[str]:
    """The ids of those that were shown, and are not revealed yet."""
    query = f"SELECT id FROM plants WHERE verdict IS NULL AND {MINE} ORDER BY position"
    return [row[0] for row in _rows(journal, query, *journal.person)]


def find_open(journal: Journal, prefix: str) -> str | None:
    """The one that is open and whose id begins so, of whomever."""
    query = "SELECT id FROM plants WHERE verdict IS NULL AND id >= ? AND id < ?"
    given = prefix.strip().lower()
    rows = _rows(journal, query, given, f"{given}g") if given else []
    return rows[0][0] if len(rows) == 1 else None


def body_of(journal: Journal, plant: str) -> dict[str, Any] | None:
    """What was planted; None if that is no plant."""
    query = "SELECT body FROM events WHERE subject = ? AND type = ?"
    rows = _rows(journal, query, plant, EventType.FLAW_PLANTED)
    return journal.expand(rows[0][0]) if rows else None


def decided_since_last(journal: Journal) -> int:
    """How many suggestions this person has decided since the last plant."""
    query = f"""
        SELECT count(*) FROM (
            SELECT 1 FROM decisions
            WHERE verdict IN ('accepted', 'amended', 'rejected') AND {MINE}
                  AND position > coalesce((SELECT max(position) FROM plants), 0)
            LIMIT 100)
    """
    return int(_rows(journal, query, *journal.person)[0][0])


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
