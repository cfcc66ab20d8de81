"""What the journal is asked about predictions."""

from __future__ import annotations

from dataclasses import dataclass

from coresearch.journal.connection import translated
from coresearch.journal.store import Journal


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """A prediction, and what became of it."""

    id: str
    claim: str
    probability: float
    outcome: str | None
    observed: float | None


def predictions_about(journal: Journal, run: str) -> list[PredictionRow]:
    """What was predicted of a run, in order."""
    with translated(journal.path):
        rows = journal.connection.execute(
            "SELECT id, claim, probability, outcome, observed FROM predictions "
            "WHERE run = ? ORDER BY position",
            (run,),
        ).fetchall()
    return [PredictionRow(*row) for row in rows]


def open_claims(journal: Journal) -> list[tuple[str, str]]:
    """Id and claim of what was predicted of no single run and is not resolved yet."""
    with translated(journal.path):
        rows = journal.connection.execute(
            "SELECT id, claim FROM predictions WHERE outcome IS NULL AND run = '' "
            "ORDER BY position"
        ).fetchall()
    return [(str(identity), str(claim)) for identity, claim in rows]
