"""What the journal is asked about failures. Each query goes by an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.outcomes import Outcome
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal

_MANY = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A run that failed in a certain way."""

    run: str
    at: str
    path: str


@dataclass(frozen=True, slots=True)
class Mend:
    """A suggestion that was accepted to mend a failure, and is not judged yet."""

    suggestion: str
    decision: str
    signature: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of an accepted suggestion, as one later run shows it."""

    suggestion: str
    outcome: Outcome
    run: str
    at: str
    together: int
    """How many accepted mends this run was to show, this one included."""


def signature_of(journal: Journal, run: str) -> str:
    """The signature of a failed run; empty where none is on record."""
    query = "SELECT signature FROM failures WHERE run = ? ORDER BY position LIMIT 1"
    rows = _rows(journal, query, run)
    return str(rows[0][0]) if rows else ""


def signatures_of(journal: Journal, runs: Sequence[str]) -> dict[str, str]:
    """The signature of each of these runs that has one."""
    marks = ", ".join("?" * len(runs))
    query = f"SELECT run, signature FROM failures WHERE run IN ({marks})"
    return dict(_rows(journal, query, *runs))


def seen_before(journal: Journal, signature: str, before: str) -> list[Seen]:
    """The latest runs that failed so and began before this moment, newest first."""
    query = (
        "SELECT f.run, r.at, f.path FROM failures f CROSS JOIN runs r ON r.id = f.run "
        "WHERE f.signature = ? AND r.at < ? ORDER BY f.at DESC LIMIT ?"
    )
    return [Seen(*row) for row in _rows(journal, query, signature, before, _MANY)]


def count_seen_before(journal: Journal, signature: str, before: str) -> int:
    """How many runs failed so and began before this moment."""
    query = (
        "SELECT count(*) FROM failures f CROSS JOIN runs r ON r.id = f.run "
        "WHERE f.signature = ? AND r.at < ?"
    )
    return int(_rows(journal, query, signature, before)[0][0])


def causes_told(journal: Journal, run: str) -> list[str]:
    """The suggestions that were made of a failed run."""
    query = "SELECT suggestion FROM causes WHERE run = ? ORDER BY position, number"
    return [str(row[0]) for row in _rows(journal, query, run)]


def runs_told_of(journal: Journal, suggestion: str) -> list[str]:
    """The failed runs that a suggestion was made of, newest first."""
    query = "SELECT run FROM causes WHERE suggestion = ? ORDER BY position DESC"
    return [str(row[0]) for row in _rows(journal, query, suggestion)]


def open_mends(journal: Journal, path: str, repeats: str, at: str) -> list[Mend]:
    """What was accepted before `at` to mend a file, or a run, and no run shows yet.

    `path` is the file's, and `repeats` the run's that is repeated; either may be empty.
    """
    query = f"""
        SELECT c.suggestion, d.id, min(c.signature)
        FROM causes c CROSS JOIN suggestions s ON s.id = c.suggestion
             CROSS JOIN events e ON e.id = s.decision
             CROSS JOIN decisions d ON d.position = e.position
        WHERE c.{{column}} = ? AND d.journal {OWN}
              AND s.state IN ('accepted', 'amended')
              AND d.at > c.at AND d.at < ?
              AND NOT EXISTS (SELECT 1 FROM outcomes o WHERE o.suggestion = s.id
                              AND o.judge = 'rule'
                              AND o.position > d.position)
        GROUP BY c.suggestion, d.id ORDER BY d.position
    """
    found: dict[str, Mend] = {}
    for column, value in (("path", path), ("run", repeats)):
        if value:
            for row in _rows(journal, query.format(column=column), value, at):
                found.setdefault(row[0], Mend(*row))
    return list(found.values())


def outcomes_of(journal: Journal, suggestion: str) -> list[Judged]:
    """What became of a suggestion, oldest first."""
    return _judged(journal, "suggestion", suggestion)


def outcomes_shown_by(journal: Journal, run: str) -> list[Judged]:
    """Of which accepted suggestions a run shows what became."""
    return _judged(journal, "run", run)


def _judged(journal: Journal, column: str, value: str) -> list[Judged]:
    query = (
        "SELECT suggestion, outcome, run, at, together FROM outcomes "
        f"WHERE {column} = ? AND judge = 'rule' ORDER BY position"
    )
    return [
        Judged(one, Outcome(outcome), run, at, together)
        for one, outcome, run, at, together in _rows(journal, query, value)
    ]


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What a person said became of a suggestion."""

    outcome: str
    reason: str
    at: str


def said_of(journal: Journal, suggestion: str) -> list[SaidOf]:
    """What people said became of a suggestion, oldest first; the last one holds."""
    query = (
        "SELECT outcome, reason, at FROM outcomes "
        "WHERE suggestion = ? AND judge = 'person' ORDER BY position"
    )
    return [SaidOf(*row) for row in _rows(journal, query, suggestion)]


def tried_before(journal: Journal, signature: str, rule: str) -> Counter[Outcome]:
    """How often what a rule or model said of this failure ended how."""
    query = (
        "SELECT o.outcome FROM outcomes o CROSS JOIN suggestions s "
        "ON s.id = o.suggestion WHERE o.signature = ? AND s.origin = ?"
    )
    return Counter(Outcome(row[0]) for row in _rows(journal, query, signature, rule))


def helped(journal: Journal, signature: str) -> list[tuple[str, str]]:
    """Suggestions after which this failure was gone, newest first: id and title."""
    query = (
        "SELECT s.id, s.title FROM outcomes o CROSS JOIN suggestions s "
        "ON s.id = o.suggestion WHERE o.signature = ? AND o.outcome = 'clean' "
        "ORDER BY o.position DESC LIMIT ?"
    )
    return [(row[0], row[1]) for row in _rows(journal, query, signature, _MANY)]


@dataclass(frozen=True, slots=True)
class Score:
    """How often the accepted suggestions of one origin ended how."""

    origin_kind: str
    origin: str
    clean: int
    new: int
    same: int
    stated: float | None
    """The mean of their stated confidence."""


def scores(journal: Journal) -> list[Score]:
    """What became of accepted diagnoses, by who made them; most tried first."""
    query = f"""
        SELECT s.origin_kind, s.origin, sum(o.outcome = 'clean'),
               sum(o.outcome = 'new'), sum(o.outcome = 'same'), avg(s.confidence)
        FROM outcomes o CROSS JOIN suggestions s ON s.id = o.suggestion
        WHERE o.judge = 'rule' AND o.journal {OWN}
        GROUP BY s.origin_kind, s.origin ORDER BY count(*) DESC, s.origin
    """
    return [Score(*row) for row in _rows(journal, query)]


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
