"""Spearman's rank correlation, and its bootstrap interval at one pass a resample."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

from coresearch.measures.figure import Figure
from coresearch.measures.resampling import middle_95

_RESAMPLES = 199
"""Each costs a third of a millisecond, and a review should not keep anybody waiting."""


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's correlation of the mid-ranks; None where one side is all alike.

    Spearman (1904), American Journal of Psychology 15, 72-101.
    """
    ones = [1] * len(first)
    return _correlation(_places(first), _places(second), ones)


def spearman_with_interval(
    first: Sequence[float], second: Sequence[float]
) -> Figure | None:
    """The same with the percentile bootstrap interval over pairs."""
    value = spearman(first, second)
    if value is None:
        return None
    places = _places(first), _places(second)
    chance, pairs = random.Random(0), range(len(first))
    drawn = []
    for _ in range(_RESAMPLES):
        times = Counter(chance.choices(pairs, k=len(first)))
        found = _correlation(*places, [times[pair] for pair in pairs])
        if found is not None:
            drawn.append(found)
    return Figure(value, *middle_95(drawn or [value]), len(first))


def _places(values: Sequence[float]) -> list[int]:
    """For each value its place among the distinct ones, from 0."""
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return [order[value] for value in values]


def _correlation(
    first: Sequence[int], second: Sequence[int], times: Sequence[int]
) -> float | None:
    """Of the ranks of cases that are taken so many times each."""
    ranks = _midranks(first, times), _midranks(second, times)
    middle = (sum(times) + 1) / 2  # of mid-ranks, ties or not
    xy = xx = yy = 0.0
    for one, other, often in zip(first, second, times, strict=True):
        if often:
            x, y = ranks[0][one] - middle, ranks[1][other] - middle
            xy, xx, yy = xy + often * x * y, xx + often * x * x, yy + often * y * y
    if not xx or not yy:
        return None
    return max(-1.0, min(1.0, xy / math.sqrt(xx * yy)))


def _midranks(places: Sequence[int], times: Sequence[int]) -> Mapping[int, float]:
    counts = [0] * (max(places, default=-1) + 1)
    for place, often in zip(places, times, strict=True):
        counts[place] += often
    ranks, before = {}, 0
    for place, often in enumerate(counts):
        ranks[place] = before + (often + 1) / 2
        before += often
    return ranks
