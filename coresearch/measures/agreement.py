"""How far several voices agree: Krippendorff's alpha and Kendall's W.

Both are 1 where all say the same. Alpha is 0 where they agree as chance would have it,
and below where they disagree more than that; W is 0 where no common order is left.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

from coresearch.measures.figure import CannotTell, Figure, Measured
from coresearch.measures.resampling import RESAMPLES, bootstrap, middle_95

LEAST_UNITS = 5
"""Things rated by two or more, from which on alpha has an interval worth the name."""
LEAST_VOICES = 5
"""Rankings, from which on W has one."""

Ratings = Sequence[float | None]
"""Of one thing: what each voice gave it; None for a voice that did not say."""


class Level(StrEnum):
    """What the difference of two ratings means."""

    NOMINAL = "nominal"
    """Only whether they are the same."""
    ORDINAL = "ordinal"
    """Which is higher."""
    INTERVAL = "interval"
    """By how much."""


def alpha(units: Sequence[Ratings], level: Level) -> float | None:
    """1 - (observed disagreement / disagreement by chance); missing ratings are left.

    None where nothing was rated twice, or all ratings there are the same. By the
    coincidences of values within units, with the difference functions of Krippendorff
    (2011), Computing Krippendorff's Alpha-Reliability.
    """
    pairable = [
        values
        for unit in units
        if len(values := [one for one in unit if one is not None]) > 1
    ]
    counts = Counter(value for unit in pairable for value in unit)
    total = sum(counts.values())
    if len(counts) < 2:
        return None
    apart = _distance(counts, level)
    seen = sum(
        apart(one, other) / (len(unit) - 1)
        for unit in pairable
        for place, one in enumerate(unit)
        for other in unit[:place] + unit[place + 1 :]
    )
    by_chance = sum(
        counts[one] * counts[other] * apart(one, other)
        for one in counts
        for other in counts
    )
    return 1 - (total - 1) * seen / by_chance


def _distance(counts: Counter[float], level: Level) -> Callable[[float, float], float]:
    if level is Level.NOMINAL:
        return lambda one, other: float(one != other)
    if level is Level.INTERVAL:
        return lambda one, other: (one - other) ** 2
    places, before = {}, 0.0
    for value in sorted(counts):
        places[value] = before + counts[value] / 2
        before += counts[value]
    return lambda one, other: (places[one] - places[other]) ** 2


def agreement(units: Sequence[Ratings], level: Level) -> Measured:
    """Alpha with the percentile bootstrap interval over the things that were rated.

    From `LEAST_UNITS` things on that two or more voices rated.
    """
    rated = [unit for unit in units if sum(one is not None for one in unit) > 1]
    what = "options that two or more have rated"
    if len(rated) < LEAST_UNITS:
        return CannotTell(len(rated), LEAST_UNITS, what)
    value = alpha(rated, level)
    if value is None:
        why = "every rating is the same"
        return CannotTell(len(rated), LEAST_UNITS, what, why)
    return bootstrap(rated, lambda some: alpha(some, level), value)


def kendall_w(rankings: Sequence[Sequence[float]]) -> float | None:
    """Kendall's coefficient of concordance of voices that ranked the same things.

    12 S / (m² (k³ - k) - m Σ(t³ - t)), with mid-ranks and the correction for ties t
    (Kendall and Gibbons, 1990, Rank Correlation Methods, chapter 6). `rankings` hold
    for each voice a value of each thing, in the same order of things. None where there
    are fewer than two voices or things, or every voice ties everything.
    """
    voices, things = len(rankings), len(rankings[0]) if rankings else 0
    if voices < 2 or things < 2:
        return None
    ranks = [_midranks(one) for one in rankings]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    middle = voices * (things + 1) / 2
    spread = sum((one - middle) ** 2 for one in sums)
    ties = sum(often**3 - often for one in rankings for often in Counter(one).values())
    most = voices**2 * (things**3 - things) - voices * ties
    return 12 * spread / most if most else None


def _midranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1, tied ones as the mean of the places that they take."""
    ordered = sorted(values)
    return [ordered.index(value) + (1 + ordered.count(value)) / 2 for value in values]


def concordance(rankings: Sequence[Sequence[float]]) -> Measured:
    """Kendall's W with the percentile bootstrap interval over voices.

    From `LEAST_VOICES` voices on; of few voices W is high even where they rank by
    chance (its mean is then one over their number), and the interval says how far.
    """
    what = "voices that have rated every option"
    if len(rankings) < LEAST_VOICES:
        return CannotTell(len(rankings), LEAST_VOICES, what)
    value = kendall_w(rankings)
    if value is None:
        why = "the options are tied, or fewer than two"
        return CannotTell(len(rankings), LEAST_VOICES, what, why)
    chance = random.Random(0)
    drawn = (
        kendall_w(chance.choices(rankings, k=len(rankings))) for _ in range(RESAMPLES)
    )
    low, high = middle_95([one for one in drawn if one is not None] or [value])
    return Figure(value, low, high, len(rankings))
