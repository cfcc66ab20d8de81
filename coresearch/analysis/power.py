"""How small an effect a t test on a few runs could see, and how many runs it takes.

For plans, whose numbers are rough, `core/power.py` has the normal approximation; with
five seeds it promises too much.
"""

from __future__ import annotations

from functools import cache
from math import exp, inf, lgamma, log, pi, sqrt

from coresearch.core.intervals import t_quantile
from coresearch.core.power import normal_below

USUAL_POWER = 0.8
_MOST_RUNS = 100_000


def t_power(shift: float, freedom: float, level: float = 0.05) -> float:
    """Of a two-sided t test whose true effect is `shift` standard errors.

    T = (Z + shift) / S with S = sqrt(chi2(freedom) / freedom), so that
    P(|T| > c) = ∫ f(s) [Φ(shift − c·s) + Φ(−shift − c·s)] ds (Johnson and Kotz,
    Continuous Univariate Distributions, chapter 31), by Simpson's rule.
    """
    bound = t_quantile(1 - level / 2, freedom)
    width = 10 / sqrt(2 * freedom)
    start, end = max(0.0, 1 - width), 1 + width
    steps = 200 if freedom >= 2 else 4000  # a wide bound leaves a thin part near zero
    step = (end - start) / steps
    total = 0.0
    for number in range(steps + 1):
        s = start + number * step
        weight = 1 if number in (0, steps) else 4 if number % 2 else 2
        beyond = normal_below(shift - bound * s) + normal_below(-shift - bound * s)
        total += weight * _chi_density(s, freedom) * beyond
    return min(total * step / 3, 1.0)


def _chi_density(s: float, freedom: float) -> float:
    """Of sqrt(chi2(freedom) / freedom) at s."""
    if s == 0:
        return sqrt(2 / pi) if freedom == 1 else 0.0
    half = freedom / 2
    return 2 * exp(
        half * log(half) - lgamma(half) + (freedom - 1) * log(s) - half * s * s
    )


def smallest_detectable(
    error: float, freedom: float, level: float = 0.05, power: float = USUAL_POWER
) -> float:
    """The true effect that a t test would see with `power`, in the units of `error`."""
    return error * _shift_for(round(freedom, 2), level, power)


@cache
def _shift_for(freedom: float, level: float, power: float) -> float:
    low, high = 0.0, 1.0
    while t_power(high, freedom, level) < power:
        high *= 2
    while high - low > 1e-4 * high:
        middle = (low + high) / 2
        if t_power(middle, freedom, level) < power:
            low = middle
        else:
            high = middle
    return high


def runs_for(
    effect: float,
    spread: float,
    *,
    paired: bool,
    level: float = 0.05,
    power: float = USUAL_POWER,
) -> float:
    """Pairs, or runs of each arm, for a t test to see `effect` with `power`.

    `spread` is the standard deviation of the differences, or of an arm's runs.
    Infinite where it would be more than 100,000.
    """
    if effect == 0:
        return inf
    ratio = abs(effect) / spread
    groups = 1 if paired else 2
    count = max(2, int(groups * 4 / ratio**2))  # below what any level and power asks
    if count > _MOST_RUNS:
        return inf
    low, high = 1, count
    while t_power(ratio * sqrt(high / groups), groups * (high - 1), level) < power:
        low, high = high, high * 2
        if high > _MOST_RUNS:
            return inf
    while high - low > 1:
        middle = (low + high) // 2
        shift = ratio * sqrt(middle / groups)
        if t_power(shift, groups * (middle - 1), level) < power:
            low = middle
        else:
            high = middle
    return high
