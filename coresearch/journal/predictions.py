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
