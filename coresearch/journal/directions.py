"""What the journal is asked about lines of inquiry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coresearch.core.directions import Result, Weighed
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A line of inquiry, and how it ended if it has."""

    id: str
    at: str
    title: str
    hours: float | None
    runs: int | None
    kill: str
    due: str
    closed: str
    reason: str
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class Spent:
    """One run on it."""

    at: str
    hours: float
    signature: str
    """Of its failure; empty where it has none on record."""
    run: str
    state: str


def list_directions(journal: Journal) -> list[DirectionRow]:
    """All of them: open ones first, then the newest."""
    query = (
        "SELECT id, at, title, hours, runs, kill, due, closed, reason, closed_at "
        f"FROM directions WHERE journal {OWN} ORDER BY closed <> '', at DESC"
    )
    return [DirectionRow(*row) for row in _rows(journal, query)]


def spent_on(journal: Journal, direction: str) -> list[Spent]:
    """The runs of a direction, oldest first."""
    query = f"""
        SELECT r.at, coalesce(r.seconds, 0) / 3600.0,
               coalesce((SELECT f.signature FROM failures f WHERE f.run = r.id), ''),
               r.id, r.state
        FROM runs r WHERE r.direction = ? AND r.state <> 'running'
             AND r.journal {OWN} ORDER BY r.at
    """
    return [Spent(*row) for row in _rows(journal, query, direction)]


def results_of(journal: Journal, direction: str, metric: str) -> list[Result]:
    """The last value of a metric in each run of a direction, oldest first."""
    query = f"""
        SELECT r.at, m.last FROM runs r CROSS JOIN metrics m ON m.run = r.id
        WHERE r.direction = ? AND m.name = ? AND m.last IS NOT NULL
              AND r.journal {OWN} ORDER BY r.at
    """
    return [Result(*row) for row in _rows(journal, query, direction, metric)]


def weighings(journal: Journal, direction: str) -> list[Weighed]:
    """What the person gave the next run, each time, oldest first."""
    query = f"""
        SELECT at, json_extract(body, '$.changes'), json_extract(body, '$.gain'),
               json_extract(body, '$.cost')
        FROM events WHERE subject = ? AND type = 'direction.weighed' AND journal {OWN}
        ORDER BY position
    """
    return [Weighed(*row) for row in _rows(journal, query, direction)]


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
