"""Interquartile means, and bootstrap intervals over runs and tasks."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence

from coresearch.analysis.contrasts import RESAMPLES
from coresearch.measures.resampling import middle_95

_MOST_DRAWS = 4_000_000
"""Values that are drawn for one interval: what bounds the time."""


def interquartile_mean(values: Sequence[float]) -> float:
    """The mean of the middle half: a quarter is cut off each end, rounded down.

    Agarwal et al. 2021, "Deep RL at the edge of the statistical precipice".
    """
    ordered = sorted(values)
    cut = len(ordered) // 4
    return statistics.fmean(ordered[cut : len(ordered) - cut])


def mean_of_tasks(tasks: Sequence[Sequence[float]]) -> float:
    """The mean over tasks of the mean over runs."""
    return statistics.fmean(map(statistics.fmean, tasks))


def middle_of_tasks(tasks: Sequence[Sequence[float]]) -> float:
    """The interquartile mean of all runs on all tasks together."""
    return interquartile_mean([value for runs in tasks for value in runs])


def resamples_for(count: int) -> int:
    """How often so many values are drawn anew."""
    return max(200, min(RESAMPLES, _MOST_DRAWS // max(count, 1)))


def bootstrapped(
    arms: Sequence[Sequence[Sequence[float]]], *, middle: bool, joint: bool = False
) -> tuple[float, float, int]:
    """The 95 % percentile interval of a figure of one arm, or of the difference of two.

    Each arm is a sequence of tasks with their runs, and runs are drawn anew within
    their task (Agarwal et al. 2021), or, `joint`, seeds with their runs on all tasks,
    which are in one order. `middle` takes the interquartile mean. With how often they
    were drawn. Chance has a fixed seed.
    """
    figure_of = middle_of_tasks if middle else mean_of_tasks
    times = resamples_for(sum(len(runs) for arm in arms for runs in arm))
    chance = random.Random(20210)  # any will do, if it is always the same
    found = []
    for _ in range(times):
        first, *second = (
            figure_of(_drawn_anew(arm, chance, joint=joint)) for arm in arms
        )
        found.append(first - second[0] if second else first)
    return *middle_95(found), times


def _drawn_anew(
    tasks: Sequence[Sequence[float]], chance: random.Random, *, joint: bool
) -> list[Sequence[float]]:
    if not joint:
        return [chance.choices(runs, k=len(runs)) for runs in tasks]
    count = len(tasks[0])
    places = chance.choices(range(count), k=count)
    return [[runs[place] for place in places] for runs in tasks]
