"""Rates with their intervals: the only statistics that the measure needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from coresearch.core.intervals import wilson

_NORMAL = NormalDist()
_Z = _NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.hits + other.hits, self.of + other.of)

    @property
    def share(self) -> float:
        """From 0 to 1; not a number where there was nothing to count."""
        return self.hits / self.of if self.of else math.nan

    @property
    def log_linear(self) -> float:
        """The share, kept off 0 and 1 by half a case (Hautus 1995)."""
        return (self.hits + 0.5) / (self.of + 1)

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval."""
        return wilson(self.hits, self.of)


def d_prime(found: Rate, alarms: Rate) -> float:
    """How well plants and controls are told apart, in standard deviations.

    Both rates are log-linear, so a perfect reader of few cases stays finite: 3 of 3
    against 0 of 3 is 2.30, and 0 of 3 against 0 of 3 is 0.
    """
    return _z(found) - _z(alarms)


def d_prime_interval(found: Rate, alarms: Rate) -> tuple[float, float]:
    """An approximate 95 % interval (Gourevitch and Galanter 1967); coarse under 20."""
    half = _Z * math.sqrt(_variance(found) + _variance(alarms))
    middle = d_prime(found, alarms)
    return middle - half, middle + half


def _z(rate: Rate) -> float:
    return _NORMAL.inv_cdf(rate.log_linear)


def _variance(rate: Rate) -> float:
    share = rate.log_linear
    return share * (1 - share) / ((rate.of + 1) * _NORMAL.pdf(_z(rate)) ** 2)
