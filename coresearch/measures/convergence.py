"""Do a person's changes make the assistant's work better, or worse?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.measures.figure import CannotTell, Figure, Z

LEAST = 20
"""Resolved items."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """One item of which it is known what was right."""

    with_you: bool
    """Whether what was done in the end was right."""
    alone: bool
    """Whether what the assistant proposed was, unchanged."""


@dataclass(frozen=True, slots=True)
class Convergence:
    """Paired: the same items with the person, and without."""

    better: int
    """Wrong without the person, right with them."""
    worse: int
    """Right without the person, wrong with them."""
    gain: Figure
    """Share that is right with the person, less the share that is without."""
    p: float
    """Of the exact two-sided test that better and worse are as likely."""


def convergence(items: Sequence[Resolved]) -> Convergence | CannotTell:
    """McNemar (1947), Psychometrika 12, 153-157, exact; from 20 items.

    The interval is Wald's with half a case in each of the four cells (Agresti and Min
    2005, Statistics in Medicine 24, 729-740).
    """
    count = len(items)
    if count < LEAST:
        return CannotTell(count, LEAST, "resolved items")
    better = sum(one.with_you and not one.alone for one in items)
    worse = sum(one.alone and not one.with_you for one in items)
    low, high = difference_interval(better, worse, count)
    gain = Figure((better - worse) / count, low, high, count)
    return Convergence(better, worse, gain, mcnemar(better, worse))


def mcnemar(one: int, other: int) -> float:
    """P of discordant pairs as uneven as these or more, of a fair coin; two-sided."""
    total = one + other
    tail = sum(math.comb(total, k) for k in range(min(one, other) + 1))
    return min(1.0, float(2 * tail / 2**total))


def difference_interval(
    better: int, worse: int, count: int, added: float = 0.5
) -> tuple[float, float]:
    """Of two paired shares, at 95 %; `added` to each cell keeps it off its ends."""
    one, other, of = better + added, worse + added, count + 4 * added
    middle = (one - other) / of
    half = Z * math.sqrt(one + other - (one - other) ** 2 / of) / of
    return max(-1.0, middle - half), min(1.0, middle + half)
