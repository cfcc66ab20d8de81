"""What became of an accepted suggestion, as a run shows it or as a person says."""

from __future__ import annotations

from enum import StrEnum


class Said(StrEnum):
    """What a person says became of it."""

    HELD = "held"
    FAILED = "failed"
    DEAD_END = "dead-end"
    UNCLEAR = "unclear"


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
