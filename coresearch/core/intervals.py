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


def t_quantile(probability: float, freedom: float) -> float:
    """Where Student's distribution with `freedom` degrees reaches `probability`.

    By bisection, to 1e-9; for 0.5 <= probability < 1. The degrees need not be whole.
    """
    wanted = 2 * (1 - probability)
    low, high = 0.0, 1.0
    while two_sided(high, freedom) > wanted:
        high *= 2
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        if two_sided(middle, freedom) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def two_sided(t: float, freedom: float) -> float:
    """P(|T| >= |t|) of Student's distribution with `freedom` degrees.

    The incomplete beta function I(ν/2, 1/2) at ν/(ν + t²) (Abramowitz and Stegun,
    26.7.1), by its continued fraction (26.5.8) in Lentz's way, on the side on which
    that is quick.
    """
    if math.isinf(t):
        return 0.0
    near, far = freedom / (freedom + t * t), t * t / (freedom + t * t)
    a, b = freedom / 2, 0.5
    if near < (a + 1) / (a + b + 2):
        return _beta_part(near, far, a, b)
    return 1 - _beta_part(far, near, b, a)


def _beta_part(x: float, rest: float, a: float, b: float) -> float:
    """I(a, b) at x, where `rest` is 1 - x."""
    if x <= 0:
        return 0.0
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(scale + a * math.log(x) + b * math.log(rest)) / a
    tiny = 1e-300
    d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    c, fraction = 1.0, d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 + term * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + term / c
            c = c if abs(c) > tiny else tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * fraction


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
