"""What became of an accepted mend, as the next run of the same file shows it."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How the run after an accepted mend ended."""

    CLEAN = "clean"
    """It succeeded."""
    NEW = "new"
    """It failed in another way."""
    SAME = "same"
    """It failed as before."""


MEANING = {
    Outcome.CLEAN: "the run after it succeeded",
    Outcome.NEW: "the run after it failed in another way",
    Outcome.SAME: "the run after it failed as before",
}
"""In words for a person."""
