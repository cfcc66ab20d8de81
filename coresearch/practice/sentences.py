"""Sentences that a planted piece of advice offers for a plan: sound, and made wrong.

They are only ever shown as a change: what shows them has nothing that could write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What would be added to the plan, by both forms of one kind of advice."""

    sound: str
    flawed: str


SENTENCES: Mapping[str, Sentence] = {
    "seeds": Sentence(
        "Each arm is run with five seeds, the same five for all arms.",
        "Each arm is run once, with seed 0, so that all arms have the same seed.",
    ),
    "split": Sentence(
        "The split is by source: none has items in more than one part.",
        "All items are shuffled before the split, so that each part has every source.",
    ),
    "tuning": Sentence(
        "Settings are chosen on the validation part; the test part is used once.",
        "Settings are chosen on the test part, which is the largest and least noisy.",
    ),
    "baseline": Sentence(
        "The baseline gets as many tuning trials as the new method.",
        "The baseline keeps its published settings, so as not to favour it here.",
    ),
    "measure": Sentence(
        "The measure that decides is the first one named here; others are reported.",
        "All measures are computed, and the one that tells the arms apart decides.",
    ),
    "stopping": Sentence(
        "The number of runs is settled now, and does not depend on what they show.",
        "Runs are added until p is below 0.05, and then no more.",
    ),
    "left-out": Sentence(
        "What is left out is settled here, before any result, and its share is told.",
        "Items on which a run fails for a plain reason are left out afterwards.",
    ),
    "fitted-on-all": Sentence(
        "All preprocessing is fitted on the training part and only applied elsewhere.",
        "Preprocessing is fitted on all parts together, so that they are on one scale.",
    ),
    "best-of": Sentence(
        "Mean and interval over all runs are reported for each arm.",
        "The best run of each arm is reported, which shows what it can do.",
    ),
    "duplicates": Sentence(
        "Near-duplicates of test items are removed from the training part.",
        "Near-duplicates stay in all parts, as one would meet them in use.",
    ),
}
"""By the kind of advice."""


def last_of_paragraph(text: str, line: int) -> tuple[int, str]:
    """Number and text of the last line of the paragraph that `line` (from 1) is in."""
    lines = text.splitlines()
    while line < len(lines) and lines[line].strip():
        line += 1
    return line, lines[line - 1]
