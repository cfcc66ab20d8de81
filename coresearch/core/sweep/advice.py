"""When it may be time to end a task, or a sweep, early: numbers in, a finding out.

Each is advice for a person, and none acts. Where too little is known, there is none.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.core.intervals import two_sided
from coresearch.core.predictions import Outcome, Rule

_ENOUGH = 5
"""Tasks that must have ended before others are held against them."""
_LEAST = 3
"""Values that a task must have reported before it is held against others."""
_SAME = 3
"""Tasks with the same error."""
_SHARE = 0.25
"""Of the tasks that have ended, that this many are."""
_CHANCE = 0.05
"""Below which what was predicted is hardly to be seen any more."""

Points = Sequence[tuple[float, float]]
"""Steps and values of a metric, in order."""


def is_same_error(failed: int, ended: int) -> bool:
    """Whether so many tasks failed with one error that the rest will, too."""
    return failed >= _SAME and failed >= _SHARE * ended


def chance_left(values: Sequence[float], rule: Rule, left: int) -> float | None:
    """The chance that any of `left` tasks shows what was predicted; None: no telling.

    By the predictive distribution of a normal sample: the next value is
    mean + s·√(1 + 1/n)·t, with n - 1 degrees (Hahn and Meeker 1991, Statistical
    Intervals, section 4.7). It takes the values for draws of one distribution, which
    those of different settings are not: it is an aid to judgement.
    """
    if len(values) < _ENOUGH or left < 1:
        return None
    if any(rule.outcome(value) is Outcome.HELD for value in values):
        return None
    spread = statistics.stdev(values)
    if spread == 0:
        return 0.0
    n = len(values)
    t = (rule.value - statistics.fmean(values)) / (spread * math.sqrt(1 + 1 / n))
    beyond = two_sided(t, n - 1) / 2
    above = beyond if t > 0 else 1 - beyond
    one = above if rule.sign.startswith(">") else 1 - above
    return float(1 - (1 - one) ** left)


def is_futile(values: Sequence[float], rule: Rule, left: int) -> bool:
    """Whether what was predicted is hardly to be seen in the tasks that are left."""
    chance = chance_left(values, rule, left)
    return chance is not None and chance < _CHANCE


@dataclass(frozen=True, slots=True)
class Behind:
    """A task that does worse than others did at its step."""

    step: float
    best: float
    """Its best value so far."""
    median: float
    """Of the others' means up to that step."""
    others: int


def behind(own: Points, others: Sequence[Points], goal: str) -> Behind | None:
    """The median stopping rule: its best so far is worse than the others' median.

    Of each other task that has ended the mean of its values up to the same step counts
    (Golovin et al. 2017, Google Vizier, section 3.2.2). Only from a third of the way
    on, and with five others.
    """
    if len(own) < _LEAST or goal not in ("min", "max"):
        return None
    step = own[-1][0]
    reached = [points for points in others if points and points[-1][0] >= step]
    if len(reached) < _ENOUGH or step * 3 < max(p[-1][0] for p in reached):
        return None
    means = [statistics.fmean(v for s, v in p if s <= step or s == p[0][0])
             for p in reached]  # fmt: skip
    median = statistics.median(means)
    values = [value for _, value in own]
    best = min(values) if goal == "min" else max(values)
    is_worse = best > median if goal == "min" else best < median
    return Behind(step, best, median, len(means)) if is_worse else None


def passes_budget(spent: float, left: float | None, budget: float | None) -> bool:
    """Whether `left` more hours after those `spent` go beyond the `budget`."""
    return budget is not None and left is not None and spent + left > budget
