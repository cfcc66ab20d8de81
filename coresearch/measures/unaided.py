"""Does a person improve, or lose, what they can do without the assistant?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.measures.figure import Measured, share

LEAST = 20
"""Items of a period from which it is compared with another."""
DROP = 0.10
"""A loss that matters."""
SURE = 0.9
_CELLS = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """How many items of a period were answered rightly."""

    period: str
    right: int
    count: int

    @property
    def measured(self) -> Measured:
        """The share with Wilson's interval, from five items on."""
        return share(self.right, self.count, least=5, what="unaided items")


@dataclass(frozen=True, slots=True)
class Change:
    """The newest period against the first, both of 20 items or more."""

    before: Rate
    now: Rate
    gain: float
    """P(the rate now is above the rate before)."""
    loss: float
    """P(the rate now is more than 0.10 below the rate before)."""

    @property
    def is_alarming(self) -> bool:
        """Whether it is all but sure that something was lost."""
        return self.loss > SURE


def change(periods: Sequence[Rate]) -> Change | None:
    """Compare the newest period of enough items with the first such; None for one.

    Rates have the posterior Beta(1 + right, 1 + wrong), of a uniform prior (Gelman et
    al. 2013, Bayesian Data Analysis, section 2.1). `periods` are oldest first.
    """
    full = [one for one in periods if one.count >= LEAST]
    if len(full) < 2:
        return None
    before, now = full[0], full[-1]
    return Change(before, now, above(now, before), 1 - above(now, before, -DROP))


def above(now: Rate, before: Rate, by: float = 0.0) -> float:
    """P(rate now > rate before + `by`), of two independent posteriors.

    By the midpoint rule over 1,000 cells, to about 1e-5.
    """
    density, reached = _density(before), _cumulated(_density(now))
    shift = round(by * _CELLS)
    total = 0.0
    for cell, weight in enumerate(density):
        at = cell + shift
        if at < 0:
            total += weight
        elif at < _CELLS:
            total += weight * (1 - (reached[at] + (reached[at - 1] if at else 0)) / 2)
    return min(1.0, max(0.0, total))


def _density(rate: Rate) -> list[float]:
    """The posterior's weight in each cell of the unit interval."""
    right, wrong = rate.right, rate.count - rate.right
    logs = [
        right * math.log(at) + wrong * math.log1p(-at)
        for at in ((cell + 0.5) / _CELLS for cell in range(_CELLS))
    ]
    top = max(logs)
    weights = [math.exp(one - top) for one in logs]
    total = sum(weights)
    return [weight / total for weight in weights]


def _cumulated(weights: Sequence[float]) -> list[float]:
    total, found = 0.0, []
    for weight in weights:
        total += weight
        found.append(total)
    return found
