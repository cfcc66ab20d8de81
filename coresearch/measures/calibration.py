"""How right were you? Stated probabilities against what came of them.

The same functions score a person's predictions and an assistant's stated confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from coresearch.core.intervals import wilson
from coresearch.measures.figure import CannotTell, Figure, Measured, Z, mean
from coresearch.measures.resampling import bootstrap

_CERTAIN = 0.01
"""Probabilities nearer to 0 and 1 count as this in the log score."""
_ENOUGH_POWER = 0.8416
"""The normal quantile of 80 %."""
_REGRET = 60.0
"""Seconds in which a prediction that is stated again replaces the one before."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability, strictly between 0 and 1, and whether it came true."""

    probability: float
    came_true: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """A prediction as it was made: who, what, and when in seconds since any start."""

    author: str
    claim: str
    at: float


def kept(stated: Sequence[Stated]) -> list[bool]:
    """For each prediction, oldest first, whether its author let it stand for 60 s."""
    following: dict[tuple[str, str], float] = {}
    stands = []
    for one in reversed(stated):
        again = following.get((one.author, one.claim), math.inf)
        stands.append(again - one.at > _REGRET)
        following[one.author, one.claim] = one.at
    return stands[::-1]


# -- scores -------------------------------------------------------------------------


def brier(forecasts: Sequence[Forecast]) -> Measured:
    """The mean of (p - o)²: 0 is perfect, 1 is always surely wrong; from 10.

    Brier (1950), Monthly Weather Review 78, 1-3, halved as is usual for two outcomes.
    Always saying 0.5 scores 0.25. Student's interval.
    """
    return mean(_errors(forecasts), least=10, what="resolved predictions")


def skill(forecasts: Sequence[Forecast]) -> Measured:
    """1 - BS / (ō(1 - ō)): above 0 is better than knowing only the base rate; from 10.

    Bootstrap interval. Murphy (1973), as `Murphy` below.
    """
    least, what = 10, "resolved predictions"
    if len(forecasts) < least:
        return CannotTell(len(forecasts), least, what)
    pairs = list(zip(_errors(forecasts), (f.came_true for f in forecasts), strict=True))
    value = _skill(pairs)
    if value is None:
        return CannotTell(len(forecasts), least, what, "all came out the same way")
    return bootstrap(pairs, _skill, value)


def _skill(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """Of squared errors, each with whether it came true."""
    errors, outcomes = zip(*pairs, strict=True)
    rate: float = sum(outcomes) / len(pairs)
    if not 0 < rate < 1:
        return None
    score: float = sum(errors) / len(pairs)
    return 1 - score / (rate * (1 - rate))


def log_score(forecasts: Sequence[Forecast]) -> Measured:
    """The mean of -ln of the probability given to what happened; from 10.

    Good (1952), Journal of the Royal Statistical Society B 14, 107-114. Probabilities
    are taken as at least 0.01 and at most 0.99, since one certain error is no infinity.
    """
    scores = []
    for one in forecasts:
        p = min(max(one.probability, _CERTAIN), 1 - _CERTAIN)
        scores.append(-math.log(p if one.came_true else 1 - p))
    return mean(scores, least=10, what="resolved predictions")


def _errors(forecasts: Iterable[Forecast]) -> list[float]:
    return [(one.probability - one.came_true) ** 2 for one in forecasts]


def _rate(forecasts: Sequence[Forecast]) -> float:
    return fmean(one.came_true for one in forecasts)


# -- over- and under-confidence -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class InTheLarge:
    """Whether the probabilities are too high or too low, all together."""

    gap: Figure
    """Mean probability less the share that came true: above 0 is over-confident."""
    z: float
    """(Σp - Σo) / √Σp(1 - p), about standard normal for who is well calibrated."""
    smallest: float
    """The gap that so many predictions show with a power of 80 %."""


def in_the_large(forecasts: Sequence[Forecast]) -> InTheLarge | CannotTell:
    """Calibration in the large; from 20.

    Cox (1958), Biometrika 45, 562-565, as a score test of the intercept. The interval
    of the gap is Student's over p - o.
    """
    count = len(forecasts)
    gaps = [one.probability - one.came_true for one in forecasts]
    gap = mean(gaps, least=20, what="resolved predictions")
    if isinstance(gap, CannotTell):
        return gap
    doubt = sum(one.probability * (1 - one.probability) for one in forecasts)
    spread = math.sqrt(doubt)
    smallest = (Z + _ENOUGH_POWER) * spread / count
    return InTheLarge(gap, sum(gaps) / spread, smallest)


# -- bins ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same probability."""

    stated: float
    """Their mean probability."""
    came_true: float
    """The share of them that did."""
    low: float
    high: float
    """Wilson's interval of that share."""
    count: int


@dataclass(frozen=True, slots=True)
class Murphy:
    """The Brier score taken apart: reliability - resolution + uncertainty + within."""

    reliability: float
    """How far what is stated is from what happens, in each bin; 0 is best."""
    resolution: float
    """How far what happens differs from bin to bin; more is better."""
    uncertainty: float
    """ō(1 - ō): nobody's merit."""
    within: float
    """What is left because forecasts in one bin differ."""
    count: int


def murphy(forecasts: Sequence[Forecast]) -> Murphy | CannotTell:
    """Murphy (1973), Journal of Applied Meteorology 12, 595-600; from 50.

    Over bins of equal count, at least 10 each. Stephenson, Coelho and Jolliffe (2008),
    Weather and Forecasting 23, 752-757, show what remains `within` them.
    """
    if len(forecasts) < 50:
        return CannotTell(len(forecasts), 50, "resolved predictions")
    count, rate = len(forecasts), _rate(forecasts)
    found = bins(forecasts)
    reliability = sum(b.count * (b.stated - b.came_true) ** 2 for b in found) / count
    resolution = sum(b.count * (b.came_true - rate) ** 2 for b in found) / count
    uncertainty = rate * (1 - rate)
    told = reliability - resolution + uncertainty
    within = fmean(_errors(forecasts)) - told
    return Murphy(reliability, resolution, uncertainty, within, count)


def curve(forecasts: Sequence[Forecast]) -> list[Bin] | CannotTell:
    """The calibration curve, with Wilson's intervals; from 50. No bin is under 5."""
    if len(forecasts) < 50:
        return CannotTell(len(forecasts), 50, "resolved predictions")
    return [one for one in bins(forecasts) if one.count >= 5]


def bins(forecasts: Sequence[Forecast], most: int = 10) -> list[Bin]:
    """At most ten bins of equal count, of ten or more; the same value, the same bin."""
    ordered = sorted(forecasts, key=lambda one: one.probability)
    each = max(10, math.ceil(len(ordered) / most))
    found, start = [], 0
    while start < len(ordered):
        end = start + each
        while end < len(ordered) and _same(ordered[end - 1], ordered[end]):
            end += 1
        if len(ordered) - end < 10:
            end = len(ordered)
        found.append(_bin(ordered[start:end]))
        start = end
    return found


def _same(one: Forecast, other: Forecast) -> bool:
    return one.probability == other.probability


def _bin(inside: Sequence[Forecast]) -> Bin:
    hits = sum(one.came_true for one in inside)
    stated = fmean(one.probability for one in inside)
    return Bin(stated, hits / len(inside), *wilson(hits, len(inside)), len(inside))
