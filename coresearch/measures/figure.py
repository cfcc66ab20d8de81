"""What a measure says: a figure with its interval, or that it cannot tell yet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from coresearch.core.intervals import estimate, wilson

Z = NormalDist().inv_cdf(0.975)
"""Of a two-sided interval at 95 %."""
_Z_POWER = NormalDist().inv_cdf(0.8)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of `count` cases, with its 95 % interval."""

    value: float
    low: float
    high: float
    count: int

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class CannotTell:
    """There are too few cases, or they are all alike."""

    count: int
    """How many there are."""
    least: int
    """How many are needed."""
    of: str
    """Of what, in the plural."""
    why: str = ""
    """What is in the way, where it is not the number."""

    @property
    def more(self) -> int:
        """How many more are needed."""
        return max(0, self.least - self.count)

    def __str__(self) -> str:
        if self.why:
            return f"cannot tell yet: {self.why}"
        return f"cannot tell yet, {self.more} more {self.of} needed"


Measured = Figure | CannotTell


def share(hits: int, of: int, *, least: int, what: str) -> Measured:
    """`hits` of `of` cases with Wilson's interval, from `least` cases on."""
    if of < max(1, least):
        return CannotTell(of, max(1, least), what)
    return Figure(hits / of, *wilson(hits, of), of)


def mean(values: Sequence[float], *, least: int, what: str) -> Measured:
    """The mean with Student's interval, from `least` (at least two) values on."""
    least = max(2, least)
    if len(values) < least:
        return CannotTell(len(values), least, what)
    found = estimate(values)
    half = found.half_width or 0.0
    return Figure(found.mean, found.mean - half, found.mean + half, found.count)


def smallest_change(rate: float, before: int, now: int) -> float:
    """The smallest difference of two shares that the data could have shown.

    With a power of 80 % at 5 %, two-sided: (1.96 + 0.84) · √(p(1 - p)(1/n + 1/m)), the
    usual normal approximation (Fleiss, Statistical Methods for Rates and Proportions,
    chapter 4). Infinite where one of the two is empty.
    """
    if not before or not now:
        return math.inf
    return (Z + _Z_POWER) * math.sqrt(rate * (1 - rate) * (1 / before + 1 / now))


def difference(now: tuple[int, int], before: tuple[int, int]) -> Figure:
    """One share less another, each `hits` of `of` cases, by Newcombe's interval.

    From the Wilson interval of each: Newcombe (1998), Statistics in Medicine 17,
    873-890, method 10. Neither may be empty.
    """
    one, other = now[0] / now[1], before[0] / before[1]
    (l1, u1), (l2, u2) = wilson(*now), wilson(*before)
    low = one - other - math.hypot(one - l1, u2 - other)
    high = one - other + math.hypot(u1 - one, other - l2)
    return Figure(one - other, low, high, now[1] + before[1])
