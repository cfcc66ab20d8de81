"""Bootstrap intervals. Chance has a fixed seed: the same rows, the same figure."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from coresearch.measures.figure import Figure

T = TypeVar("T")
RESAMPLES = 499


def bootstrap(
    rows: Sequence[T], statistic: Callable[[Sequence[T]], float | None], value: float
) -> Figure:
    """`value` with the percentile interval of `statistic` over resamples of `rows`.

    Efron and Tibshirani (1993), An Introduction to the Bootstrap, section 13.3. A
    resample for which `statistic` is None (such as one whose cases are all alike) is
    left out.
    """
    chance = random.Random(0)
    drawn = (statistic(chance.choices(rows, k=len(rows))) for _ in range(RESAMPLES))
    low, high = middle_95([one for one in drawn if one is not None] or [value])
    return Figure(value, low, high, len(rows))


def middle_95(values: Sequence[float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile, by the nearest rank."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]
