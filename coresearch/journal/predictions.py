"""What the journal is asked about predictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput, NotFound
from coresearch.journal.connection import translated
from coresearch.journal.derived import OWN
from coresearch.journal.store import Journal


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """A prediction, and what became of it."""

    id: str
    claim: str
    probability: float
    outcome: str | None
    observed: float | None
    due: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A prediction that the metric of a run can resolve, and no run has yet."""

    id: str
    at: str
    metric: str
    sign: str
    value: float
    due: str
    direction: str


_COLUMNS = "id, claim, probability, outcome, observed, due, words"


def predictions_about(journal: Journal, run: str) -> list[PredictionRow]:
    """What was predicted of a run, in order."""
    query = f"SELECT {_COLUMNS} FROM predictions WHERE run = ? ORDER BY position"
    return [PredictionRow(*row) for row in _rows(journal, query, run)]


def open_predictions(journal: Journal) -> list[PredictionRow]:
    """What is not resolved, what is due first comes first."""
    query = (
        f"SELECT {_COLUMNS} FROM predictions WHERE outcome IS NULL AND journal {OWN} "
        "ORDER BY due = '', due, position"
    )
    return [PredictionRow(*row) for row in _rows(journal, query)]


def resolved_predictions(journal: Journal) -> list[PredictionRow]:
    """What is resolved, the newest first."""
    query = (
        f"SELECT {_COLUMNS} FROM predictions WHERE outcome IS NOT NULL "
        f"AND journal {OWN} ORDER BY position DESC"
    )
    return [PredictionRow(*row) for row in _rows(journal, query)]


def open_claims(journal: Journal) -> list[tuple[str, str]]:
    """Id and claim of what was predicted of no single run and is not resolved yet."""
    query = (
        "SELECT id, claim FROM predictions WHERE outcome IS NULL AND run = '' "
        f"AND journal {OWN} ORDER BY position"
    )
    return [(str(identity), str(claim)) for identity, claim in _rows(journal, query)]


def count_due(journal: Journal, now: str) -> int:
    """How many should have been resolved by now."""
    query = (
        "SELECT count(*) FROM predictions "
        f"WHERE outcome IS NULL AND due <> '' AND due <= ? AND journal {OWN}"
    )
    return int(_rows(journal, query, now)[0][0])


def find_prediction(journal: Journal, prefix: str) -> PredictionRow:
    """The one prediction whose id begins so.

    Raises:
        NotFound: there is none.
        BadInput: there are several.
    """
    given = prefix.strip().lower()
    query = (
        f"SELECT {_COLUMNS} FROM predictions WHERE id >= ? AND id < ? ORDER BY id "
        "LIMIT 3"
    )
    rows = _rows(journal, query, given, f"{given}g") if given else []
    if not rows:
        raise NotFound(
            f"There is no prediction {prefix!r}.",
            hint="See those that are open with: coresearch predict",
        )
    if len(rows) > 1:
        listed = ", ".join(row[0][: len(given) + 4] for row in rows)
        raise BadInput(f"{given} is the beginning of several ids: {listed}.")
    return PredictionRow(*rows[0])


def resolvable(journal: Journal) -> list[Open]:
    """Open predictions with a date and a rule about a metric, of no single run."""
    query = (
        "SELECT id, at, metric, sign, value, due, direction FROM predictions "
        "WHERE outcome IS NULL AND due <> '' AND metric IS NOT NULL "
        f"AND journal {OWN} ORDER BY position"
    )
    return [Open(*row) for row in _rows(journal, query)]


def values_for(journal: Journal, one: Open) -> list[tuple[float, str]]:
    """What runs reported of its metric from when it was made until it was due.

    Each with the run; in the order in which they began.
    """
    query = f"""
        SELECT m.last, r.id FROM metrics m CROSS JOIN runs r ON r.id = m.run
        WHERE m.name = ? AND m.last IS NOT NULL AND r.at >= ?
              AND (? = '' OR r.at <= ?) AND (? = '' OR r.direction = ?)
              AND r.state = 'succeeded' AND r.journal {OWN} ORDER BY r.at
    """
    given = (one.metric, one.at, one.due, one.due, one.direction, one.direction)
    return _rows(journal, query, *given)


def _rows(journal: Journal, query: str, *values: object) -> list[tuple[Any, ...]]:
    with translated(journal.path):
        return journal.connection.execute(query, values).fetchall()
