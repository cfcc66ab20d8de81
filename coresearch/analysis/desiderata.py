"""What a benchmark was to cover, held against what its items say.

Desiderata are stated as a list under a heading that says so, each with the words by
which an item shows that it is of that kind:

    ## Desiderata
    - Negation: not, no, never, without*
    - Long questions: length > 40 words

What has no words cannot be looked for, and is told as that. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coresearch.core.intervals import wilson

ENOUGH = 10
"""Items of a kind from which on a score over them is more than an anecdote: with ten,
one that half are got right has an interval of some 30 points a side."""
_HEADING = re.compile(
    r"^#{1,6}\s+.*\b(?:desiderata|what (?:it|the benchmark) (?:must|should|is to) cover"
    r"|(?:must|should) cover|intended coverage)\b",
    re.IGNORECASE,
)
_ANY_HEADING = re.compile(r"^#{1,6}\s")
_ENTRY = re.compile(r"^\s*[-*+]\s+(?P<name>[^:]+?)\s*(?::\s*(?P<words>.*))?$")
_LENGTH = re.compile(
    r"length\s*(?P<sign>[<>])\s*(?P<count>\d+)\s*words?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Desideratum:
    """One kind of item that there should be."""

    name: str
    words: tuple[str, ...]
    """Any of these shows it; `*` ends a beginning. Empty: it cannot be looked for."""
    line: int
    """Where it is stated, from 1."""


@dataclass(frozen=True, slots=True)
class Covered:
    """How many items are of a kind, and how they are got right."""

    wanted: Desideratum
    items: tuple[int, ...]
    """Places of the items in the grid."""
    easiness: float | None
    """The mean score of these items; None for none."""
    interval: tuple[float, float] | None
    """Of that, at 95 %, the items being the sample; None with fewer than `ENOUGH`."""


def stated_in(text: str) -> list[Desideratum]:
    """The desiderata of a document, in order; none where no heading says so."""
    found: list[Desideratum] = []
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if _ANY_HEADING.match(line):
            inside = bool(_HEADING.match(line))
        elif inside and (entry := _ENTRY.match(line)):
            words = (part.strip(" `\"'") for part in (entry["words"] or "").split(","))
            found.append(
                Desideratum(
                    entry["name"].strip("*_` "), tuple(filter(None, words)), number
                )
            )
    return found


def coverage(
    wanted: Sequence[Desideratum], texts: Mapping[int, str], easiness: Sequence[float]
) -> list[Covered]:
    """For each desideratum the items that show it.

    `texts` are what items ask, by their place; `easiness` is each item's mean score.
    """
    return [
        _covered(one, tuple(_shown_by(one, texts)), easiness)
        for one in wanted
        if one.words
    ]


def _shown_by(wanted: Desideratum, texts: Mapping[int, str]) -> Iterator[int]:
    for place, text in sorted(texts.items()):
        if any(_shows(word, text) for word in wanted.words):
            yield place


def _shows(word: str, text: str) -> bool:
    length = _LENGTH.fullmatch(word)
    if length:
        count, asked = len(text.split()), int(length["count"])
        return count > asked if length["sign"] == ">" else count < asked
    end = "" if word.endswith("*") else r"(?!\w)"
    bare = re.escape(word.rstrip("*")).replace(r"\ ", r"\s+")
    return bool(re.search(rf"(?<!\w){bare}{end}", text, re.IGNORECASE))


def _covered(
    wanted: Desideratum, items: tuple[int, ...], easiness: Sequence[float]
) -> Covered:
    scores = [easiness[item] for item in items]
    if not scores:
        return Covered(wanted, items, None, None)
    mean = sum(scores) / len(scores)
    # Wilson's, of as many items as got right as the mean says: items are the sample.
    interval = wilson(round(mean * len(scores)), len(scores))
    return Covered(wanted, items, mean, interval if len(scores) >= ENOUGH else None)
