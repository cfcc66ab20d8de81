"""A mean, or the difference of two, over runs on one task or on several.

The tasks are taken as given and the runs as drawn, and runs are paired where they
share their seeds. With one task these are Student's paired and Welch's t. Where each
seed was run on every task, the seed's mean over the tasks is what varies, for what a
seed draws may be the same on all of them. Else each task is a stratum: the strata's
means are averaged and their variances added, with Satterthwaite's degrees of freedom
(Satterthwaite 1946; Welch 1947).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.core.intervals import t_quantile, two_sided

Values = Mapping[str, Mapping[str, float]]
"""What an arm reached, by task and seed."""

LEAST = 3
"""Runs, or pairs, below which nothing is claimed."""
LEAST_TASKS = 5
"""With one run each, below which nothing is claimed of tasks like them."""
_ENOUGH_PAIRED = 0.8
"""The share of an arm's runs that must have a partner for a paired comparison."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum's mean, or one side of it."""

    mean: float
    variance: float | None
    """Of one run; None for a single run."""
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its standard error."""

    value: float
    error: float | None
    """None where one run each leaves it unknown."""
    freedom: float
    count: int
    """Runs, or pairs of runs, in all tasks together."""

    def half_width(self, level: float = 0.05) -> float | None:
        """Of Student's interval."""
        if self.error is None:
            return None
        return t_quantile(1 - level / 2, self.freedom) * self.error

    @property
    def p(self) -> float | None:
        """Two-sided, that there is no difference; None where no spread was seen."""
        if not self.error:
            return None
        return two_sided(self.value / self.error, self.freedom)


def part(values: Sequence[float]) -> Part:
    """The mean of at least one value."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return Part(mean, None, 1)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    if math.sqrt(variance) <= 1e-12 * max(abs(value) for value in values):
        variance = 0.0  # what is left of rounding
    return Part(mean, variance, len(values))


def figure(signs: Sequence[Sequence[tuple[int, Part]]]) -> Figure:
    """The average over strata; in each a sum of means, with their signs."""
    parts = [one for stratum in signs for _, one in stratum]
    total = math.fsum(sign * one.mean for stratum in signs for sign, one in stratum)
    count = sum(one.count for one in parts)
    value = total / len(signs)
    known = [(one.variance, one.count - 1) for one in parts if one.variance is not None]
    if not known:
        return Figure(value, None, 0, count)
    degrees = sum(freedom for _, freedom in known)
    pooled = sum(variance * freedom for variance, freedom in known) / degrees
    terms = [
        (one.variance / one.count, one.count - 1)
        for one in parts
        if one.variance is not None
    ]
    # A stratum with one run is taken to vary as the others do.
    alone = sum(one.variance is None for one in parts) * pooled
    variance = math.fsum(term for term, _ in terms) + alone
    below = math.fsum(term * term / free for term, free in terms)
    below += alone * alone / degrees
    freedom = variance * variance / below if below else float(degrees)
    return Figure(value, math.sqrt(variance) / len(signs), freedom, count)


def by_seed(values: Values) -> Values:
    """Each seed's mean over the tasks as one task, where every task has the same seeds.

    Unchanged where one has others, or there are too few to compare.
    """
    first, *others = values.values()
    if (
        not others
        or len(first) < LEAST
        or any(o.keys() != first.keys() for o in others)
    ):
        return values
    means = {
        seed: statistics.fmean(runs[seed] for runs in values.values()) for seed in first
    }
    return {"": means}


def mean_of(values: Values) -> Figure:
    """An arm's mean over its tasks, each with the same weight."""
    values = by_seed(values)
    return figure([[(1, part(list(runs.values())))] for runs in values.values()])


@dataclass(frozen=True, slots=True)
class Contrast:
    """The difference of two arms."""

    figure: Figure
    paired: bool
    over_tasks: bool
    """Whether the tasks are what varies, for want of several runs on one."""
    tasks: int
    averaged: bool
    """Whether what is counted are seeds, each averaged over the tasks."""
    left_out: int
    """Tasks that only one of the two has."""
    spread: float | None
    """The standard deviation of an arm's runs on a task, of both arms together."""
    spread_of_pairs: float | None
    """The same of the differences of pairs."""


def contrast(
    first: Values,
    second: Values,
    *,
    unpaired: bool = False,
    over_tasks: bool = True,
) -> Contrast:
    """The first arm's mean less the second's, on the tasks that both have.

    With at least one such task. `over_tasks` says that one run on each of several tasks
    may be taken as a sample of tasks.
    """
    tasks = [task for task in first if task in second]
    left_out = len(first.keys() | second.keys()) - len(tasks)
    single = all(len(first[t]) == 1 and len(second[t]) == 1 for t in tasks)
    if over_tasks and single and len(tasks) >= LEAST_TASKS:
        differences = [_only(first[t]) - _only(second[t]) for t in tasks]
        whole = figure([[(1, part(differences))]])
        spread = part(differences).variance
        return Contrast(
            whole, True, True, len(tasks), False, left_out, None, math.sqrt(spread or 0)
        )
    whole_first = by_seed({t: first[t] for t in tasks})
    whole_second = by_seed({t: second[t] for t in tasks})
    averaged = len(tasks) > len(whole_first) == len(whole_second)
    if averaged:
        first, second = whole_first, whole_second
    strata = list(first) if averaged else tasks
    within = _pooled(
        [part(list(arm[t].values())) for t in strata for arm in (first, second)]
    )
    paired = not unpaired and all(_pairs(first[t], second[t]) for t in strata)
    between = None
    if paired:
        parts = [part(_differences(first[t], second[t])) for t in strata]
        found, between = figure([[(1, one)] for one in parts]), _pooled(parts)
    else:
        sides = [
            [(1, part(list(first[t].values()))), (-1, part(list(second[t].values())))]
            for t in strata
        ]
        found = figure(sides)
    return Contrast(
        found, paired, False, len(tasks), averaged, left_out, within, between
    )


def _only(runs: Mapping[str, float]) -> float:
    return next(iter(runs.values()))


def _pairs(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether nearly all runs of the arm with fewer have a partner by seed."""
    common = len(one.keys() & other.keys())
    fewer = min(len(one), len(other))
    return common >= min(2, fewer) and common >= _ENOUGH_PAIRED * fewer


def _differences(one: Mapping[str, float], other: Mapping[str, float]) -> list[float]:
    return [value - other[seed] for seed, value in one.items() if seed in other]


def _pooled(parts: Sequence[Part]) -> float | None:
    known = [(one.variance, one.count - 1) for one in parts if one.variance is not None]
    if not known:
        return None
    return math.sqrt(sum(v * n for v, n in known) / sum(n for _, n in known))


def holm(values: Sequence[float]) -> list[float]:
    """P values corrected for their number (Holm 1979), in their order."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found, most = [0.0] * len(values), 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, (len(values) - rank) * values[place]))
        found[place] = most
    return found


# -- resampling ----------------------------------------------------------------------

RESAMPLES = 2000


def improvement(first: Sequence[float], second: Sequence[float]) -> float:
    """The probability that a run of the first is above one of the second.

    Mann–Whitney's U over the number of pairs; a tie counts half.
    """
    from bisect import bisect_left, bisect_right

    ordered = sorted(second)
    wins = sum(
        bisect_left(ordered, value) + bisect_right(ordered, value) for value in first
    )
    return wins / 2 / (len(first) * len(second))
