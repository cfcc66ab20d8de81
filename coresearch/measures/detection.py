"""Telling planted flaws from clean items: hits, false alarms, d′ and the criterion."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from coresearch.measures.figure import CannotTell, Figure, Measured, Z, share

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Detection:
    """What became of planted flaws and of clean controls."""

    hits: int
    """Planted and rejected."""
    planted: int
    alarms: int
    """Clean and rejected."""
    clean: int


@dataclass(frozen=True, slots=True)
class Vigilance:
    """How well flaws are seen, and which way the doubt goes."""

    found: Measured
    alarmed: Measured
    d_prime: Measured
    criterion: Measured
    """Above 0: lenient towards accepting."""


def vigilance(seen: Detection) -> Vigilance:
    """Rates from 5 cases on; d′ and the criterion c from 20 planted and 20 clean.

    "Yes" is to reject. Macmillan and Creelman (2005), Detection Theory, chapters 1 and
    2; rates as in `log_linear`; variance by Gourevitch and Galanter (1967),
    Psychometrika 32, 25-33, that of c being a quarter of that of d′.
    """
    fewest = min(seen.planted, seen.clean)
    few = CannotTell(fewest, 20, "flaws and as many clean items")
    return Vigilance(
        share(seen.hits, seen.planted, least=5, what="planted flaws"),
        share(seen.alarms, seen.clean, least=5, what="clean items"),
        few if few.more else d_prime(seen),
        few if few.more else criterion(seen),
    )


def log_linear(hits: int, of: int) -> float:
    """A rate that is kept off 0 and 1 by half a case.

    Hautus (1995), Behavior Research Methods, Instruments and Computers 27, 46-51.
    """
    return (hits + 0.5) / (of + 1)


def d_prime(seen: Detection) -> Figure:
    """z(H) - z(F), from any number of cases; its interval is coarse under 20.

    A perfect reader of few cases stays finite: 3 of 3 against 0 of 3 is 2.30, and 0 of
    3 against 0 of 3 is 0.
    """
    value = _z(seen.hits, seen.planted) - _z(seen.alarms, seen.clean)
    half = Z * _spread(seen)
    return Figure(value, value - half, value + half, seen.planted + seen.clean)


def criterion(seen: Detection) -> Figure:
    """-(z(H) + z(F)) / 2, from any number of cases."""
    value = -(_z(seen.hits, seen.planted) + _z(seen.alarms, seen.clean)) / 2 + 0.0
    half = Z * _spread(seen) / 2
    return Figure(value, value - half, value + half, seen.planted + seen.clean)


def _z(hits: int, of: int) -> float:
    return _NORMAL.inv_cdf(log_linear(hits, of))


def _spread(seen: Detection) -> float:
    return math.sqrt(
        _variance(seen.hits, seen.planted) + _variance(seen.alarms, seen.clean)
    )


def _variance(hits: int, of: int) -> float:
    rate = log_linear(hits, of)
    return rate * (1 - rate) / ((of + 1) * _NORMAL.pdf(_z(hits, of)) ** 2)
