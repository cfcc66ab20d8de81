"""What a table of items and systems says of the items: a benchmark under test.

Every conclusion about an item needs enough systems; how many is said with it. Pure
functions of the table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.core.intervals import Estimate

EASY = 0.75
"""Of systems that would get an item right by chance or by skill; see `NEEDED_ALL`."""
NEEDED_ALL = math.ceil(math.log(0.05) / math.log(EASY))
"""Systems from which on "all of them" says something: an item that one in four gets
wrong (or right, by guessing among four) would look so with less than 5 % chance."""
NEEDED_R = math.ceil(((1.959964 + 0.841621) / math.atanh(0.5)) ** 2) + 3
"""Systems with which a correlation of 0.5 is seen with power 0.8 (Fisher's z)."""
NEEDED_FIT = 100
"""Systems from which on two parameters are fitted; Drasgow (1989), Applied
Psychological Measurement 13, 77-90, asks for 200 and five items without a prior."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as the systems found it."""

    name: str
    systems: int
    easiness: float
    """The mean score; of right and wrong the share that got it right."""
    discrimination: float | None
    """Point-biserial: correlation with the rest of the items over systems; None where
    all did the same, or fewer than four systems answered."""
    interval: tuple[float, float] | None
    """Of that, at 95 % (Fisher's z)."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to do about items, with what it rests on."""

    rule: str
    items: tuple[str, ...]
    said: str
    quotes: tuple[str, ...]
    severity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Trivial:
    """What needs no skill."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class SystemScore:
    """How one system did over all items that it answered."""

    name: str
    mean: Estimate
    interval: tuple[float, float]
    above_trivial: bool | None
    """None where no trivial answer is known."""


# -- reading -------------------------------------------------------------------------


# -- what is said --------------------------------------------------------------------


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's; of scores of 0 and 1 it is the point-biserial. None if it is none."""
    if len(pairs) < 4:
        return None
    first, second = (
        [value - math.fsum(side) / len(side) for value in side]
        for side in zip(*pairs, strict=True)
    )
    spread = math.sqrt(
        math.fsum(a * a for a in first) * math.fsum(b * b for b in second)
    )
    if spread < 1e-12:
        return None
    found = math.fsum(a * b for a, b in zip(first, second, strict=True)) / spread
    return max(-1.0, min(1.0, found))


# -- remarks -------------------------------------------------------------------------
