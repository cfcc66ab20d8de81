"""Dead ends: what lines of inquiry cost, and how long they were held on to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median, stdev

from coresearch.measures.figure import CannotTell, Measured, share
from coresearch.measures.resampling import bootstrap
from coresearch.measures.survival import Curve, Span, kaplan_meier

LEAST = 8
"""Closed directions from which any of this is shown."""


@dataclass(frozen=True, slots=True)
class Course:
    """One direction. Hours are those of its runs."""

    days: float
    """From its opening to its close, or to now."""
    closed: str
    """`kept`, `abandoned`, `merged`; empty while it is open."""
    hours: float
    budget: float | None
    """Hours; None where it has none."""
    met: bool
    """Whether its kill criterion was met, by the runs or by the date."""
    hours_after: float
    """Spent after that."""
    runs_after: int
    """Begun after that."""
    weighed: int = 0
    """How often the person said what the next run is worth."""
    against: int = 0
    """How often they began one that by that was not worth its price."""


@dataclass(frozen=True, slots=True)
class DeadEnds:
    """All of it over the closed directions."""

    time_to_abandon: Curve
    """Days; what was kept, merged or is open counts as not abandoned yet."""
    overrun: Measured
    """Median of hours spent over hours budgeted: above 1 is over."""
    spent_after: Measured
    """Mean hours spent after the criterion was met: the sunk cost."""
    wasted: Measured
    """Hours on what was abandoned, of all hours. Knowing that it fails is worth
    something too: it says what exploring costs."""
    honoured: Measured
    """Of the criteria that were met, how many were followed: no run began after."""
    against: Measured
    """Of the runs whose worth was weighed, those begun that were not worth it."""


def dead_ends(courses: Sequence[Course]) -> DeadEnds | CannotTell:
    """From 8 closed directions on. Intervals of sums and medians: bootstrap."""
    closed = [course for course in courses if course.closed]
    if len(closed) < LEAST:
        return CannotTell(len(closed), LEAST, "closed directions")
    spans = [Span(c.days, c.closed == "abandoned") for c in courses]
    met = [course for course in closed if course.met]
    ratios = [course.hours / course.budget for course in closed if course.budget]
    honoured = sum(not course.runs_after for course in met)
    return DeadEnds(
        kaplan_meier(spans),
        _over(ratios, median, "closed directions with a budget"),
        _over([c.hours_after for c in met], fmean, "criteria that were met"),
        _wasted(closed),
        share(honoured, len(met), least=5, what="criteria that were met"),
        share(
            sum(course.against for course in courses),
            sum(course.weighed for course in courses),
            least=5,
            what="runs whose worth was weighed",
        ),
    )


def _over(
    values: Sequence[float], statistic: Callable[[Sequence[float]], float], what: str
) -> Measured:
    if len(values) < 5:
        return CannotTell(len(values), 5, what)
    return bootstrap(values, statistic, statistic(values))


def _wasted(closed: Sequence[Course]) -> Measured:
    value = _wasted_share(closed)
    if value is None:
        return CannotTell(len(closed), LEAST, "closed directions", "no run on any")
    return bootstrap(closed, _wasted_share, value)


def _wasted_share(closed: Sequence[Course]) -> float | None:
    total = sum(course.hours for course in closed)
    if not total:
        return None
    return sum(c.hours for c in closed if c.closed == "abandoned") / total


# -- advice, never action -----------------------------------------------------------
# The median stopping rule, which sweeps take too, is `core.sweep.advice.behind`.


def fails_alike(signatures: Sequence[str], times: int = 3) -> bool:
    """Whether the newest runs, oldest first, failed in one way so many times in a row.

    A run that did not fail has an empty signature.
    """
    last = signatures[-times:]
    return len(last) == times and len(set(last)) == 1 and bool(last[0])


def stands_still(
    values: Sequence[float], runs: int = 5, *, higher: bool, noise: float | None = None
) -> bool | CannotTell:
    """Whether the last so many runs' best is no better than before, beyond noise.

    `values` are final values of a metric, oldest first; `noise` is the standard
    deviation between repeats, or else that of the runs themselves. "Beyond" is two of
    them.
    """
    before, last = values[:-runs], values[-runs:]
    if len(last) < runs or len(before) < 3:
        return CannotTell(len(values), runs + 3, "runs")
    spread = stdev(last) if noise is None else noise
    best = max if higher else min
    gain = best(last) - best(before) if higher else best(before) - best(last)
    return gain <= 2 * spread


def worth_running(p_changes: float, gain: float, cost: float) -> bool:
    """Whether a result is worth its price: P(it changes the decision) · gain > cost.

    `gain` and `cost` in one unit. Howard (1966), IEEE Transactions on Systems Science
    and Cybernetics 2, 22-26.
    """
    return p_changes * gain > cost
