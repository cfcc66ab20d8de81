"""A metric over the steps of runs: each arm's mean with its band."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Table, number
from coresearch.analysis.trials import rows_compared, scores_of
from coresearch.core.intervals import estimate

MOST_POINTS = 400
"""Steps of one curve; of more some are left out, evenly."""


@dataclass(frozen=True, slots=True)
class Point:
    """What an arm's runs had reached at one step."""

    step: float
    mean: float
    low: float | None
    """Of Student's 95 % interval; None for a single run."""
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One arm."""

    arm: str
    points: tuple[Point, ...]


def curves_of(points: Iterable[tuple[str, float, float]]) -> list[Curve]:
    """Curves of points with their arm, step and value."""
    gathered: dict[str, dict[float, list[float]]] = {}
    for arm, step, value in points:
        gathered.setdefault(arm, {}).setdefault(step, []).append(value)
    return [Curve(arm, _points(steps)) for arm, steps in gathered.items()]


def _points(steps: dict[float, list[float]]) -> tuple[Point, ...]:
    ordered = sorted(steps)
    if len(ordered) > MOST_POINTS:
        last = len(ordered) - 1
        ordered = [ordered[last * k // (MOST_POINTS - 1)] for k in range(MOST_POINTS)]
    found = []
    for step in ordered:
        values = steps[step]
        if len(values) == 1:
            found.append(Point(step, values[0], None, None, 1))
            continue
        told = estimate(values) if len(values) < 1000 else None
        half = told.half_width if told else None
        mean = statistics.fmean(values)
        low, high = (None, None) if half is None else (mean - half, mean + half)
        found.append(Point(step, mean, low, high, len(values)))
    return tuple(found)


def curves_in(table: Table, roles: Roles, metric: str) -> list[Curve]:
    """The curves in a table with a row for each step; none where it has no steps."""
    if not roles.step or roles.has_cases:
        return []
    scores = scores_of(table, roles, metric)
    steps = [number(cell) for cell in table.columns[roles.step]]
    arms = table.labels(roles.arm) if roles.arm else ["all"] * table.rows
    found = (
        (arms[row], step, value)
        for row in rows_compared(table, roles)
        if (step := steps[row]) is not None and (value := scores[row]) is not None
    )
    return [curve for curve in curves_of(found) if len(curve.points) > 1]
