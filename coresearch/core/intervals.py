"""What several runs of the same thing say together: mean, interval and count."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of `count` values."""

    count: int
    mean: float
    half_width: float | None
    """Of the 95 % confidence interval of the mean; None for a single value, whose
    spread cannot be told."""


def estimate(values: Sequence[float]) -> Estimate:
    """Mean and 95 % interval of at least one value.

    Student's: mean ± t(0.975, n - 1) · s / √n, for values that are about normal.
    """
    mean = statistics.fmean(values)
    count = len(values)
    if count < 2:
        return Estimate(count, mean, None)
    error = statistics.stdev(values) / math.sqrt(count)
    return Estimate(count, mean, t_quantile(0.975, count - 1) * error)


def t_quantile(probability: float, freedom: int) -> float:
    """Where Student's distribution with `freedom` degrees reaches `probability`.

    By bisection of its distribution function, to 1e-9; for 0.5 <= probability < 1.
    """
    low, high = 0.0, 1.0
    while _t_below(high, freedom) < probability:
        high *= 2
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        if _t_below(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_below(t: float, freedom: int) -> float:
    """P(T <= t) for t >= 0: the finite series of Abramowitz and Stegun, 26.7.3-4."""
    angle = math.atan2(t, math.sqrt(freedom))
    cosine_squared = math.cos(angle) ** 2
    if freedom % 2:
        term, total = math.cos(angle), 0.0
        for k in range(1, freedom - 1, 2):
            total += term
            term *= cosine_squared * (k + 1) / (k + 2)
        between = 2 / math.pi * (angle + math.sin(angle) * total)
    else:
        term, total = 1.0, 0.0
        for k in range(0, freedom, 2):
            total += term
            term *= cosine_squared * (k + 1) / (k + 2)
        between = math.sin(angle) * total
    return (1 + between) / 2


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share: Wilson's, for counts of any size.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if not of:
        return 0.0, 1.0
    z = statistics.NormalDist().inv_cdf(0.975)
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    half = z / (1 + z * z / of) * spread
    return max(0.0, middle - half), min(1.0, middle + half)
