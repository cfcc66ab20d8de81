"""How likely a planned comparison is to see an effect (normal approximation)."""

from __future__ import annotations

from math import ceil, erf, sqrt


def two_group_power(effect: float, size: int) -> float:
    """Of a two-sided test at 5% between two groups of `size` (normal approximation)."""
    return normal_below(effect * sqrt(size / 2) - 1.96)


def paired_power(effect: float, size: int) -> float:
    """Of a two-sided test at 5% on `size` differences (normal approximation), with the
    effect in standard deviations of a difference."""
    return normal_below(effect * sqrt(size) - 1.96)


def size_for_power(effect: float, power: float = 0.8, *, paired: bool = False) -> int:
    """The size per group, or the pairs, for `power` at 5%, two-sided."""
    quantile = 0.8416
    if power != 0.8:
        from statistics import NormalDist  # costs ten milliseconds that few need

        quantile = NormalDist().inv_cdf(power)
    return ceil((1 if paired else 2) * ((1.96 + quantile) / effect) ** 2)


def normal_below(z: float) -> float:
    """P(Z <= z) of the standard normal distribution."""
    return 0.5 * (1 + erf(z / sqrt(2)))
