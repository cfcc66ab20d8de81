"""Aided or not by coin: what the assistant does to the time that tasks take."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from coresearch.core.intervals import t_quantile
from coresearch.measures.figure import CannotTell, Figure, Measured, mean

LEAST = 10
"""Finished tasks in each arm."""
_TO_SEE = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)


@dataclass(frozen=True, slots=True)
class Task:
    """One that is done."""

    week: float
    """Since the first task."""
    aided: bool
    """What the coin said, whatever the person then did."""
    forecast: float
    """Hours, said before the coin fell."""
    kind: str
    hours: float
    believed: float | None = None
    """Hours that they think it would have taken in the other way."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What aid does to the time, as a factor: 0.8 is a fifth less."""

    factor: Figure
    smallest: float
    """Of factors below 1, the nearest to 1 that so many tasks could have shown."""
    believed: Measured
    """What the person thinks that the factor is."""


def effect(tasks: Sequence[Task]) -> Effect | CannotTell:
    """Of log(hours) ~ week + aided + log(forecast) + kind; from 10 an arm.

    By least squares, and by the arm of the coin (intention to treat), so that reaching
    for the aid in hard tasks does not decide what is compared. Student's interval of
    the slope; the smallest effect is what is seen with a power of 80 % at 5 %. Kinds
    that stand in one arm only are taken together.
    """
    fewest = min(sum(task.aided is arm for task in tasks) for arm in (True, False))
    few = CannotTell(fewest, LEAST, "tasks in each arm")
    if few.more:
        return few
    kinds = _kinds(tasks)
    rows = [_row(task, kinds) for task in tasks]
    fitted = _fitted(rows, [math.log(task.hours) for task in tasks])
    if fitted is None:
        why = "the coin cannot be told from the other numbers"
        return CannotTell(fewest, LEAST, "tasks in each arm", why)
    slope, error, freedom = fitted
    half = t_quantile(0.975, freedom) * error
    return Effect(
        _as_factor(slope, slope - half, slope + half, len(tasks)),
        math.exp(-_TO_SEE * error),
        believed(tasks),
    )


def believed(tasks: Sequence[Task]) -> Measured:
    """The geometric mean of what the person thinks, from 5; Student's, of logs."""
    logs = [
        math.log(t.hours / t.believed if t.aided else t.believed / t.hours)
        for t in tasks
        if t.believed
    ]
    found = mean(logs, least=5, what="tasks with a guess")
    if isinstance(found, CannotTell):
        return found
    return _as_factor(found.value, found.low, found.high, found.count)


def _as_factor(value: float, low: float, high: float, count: int) -> Figure:
    """A difference of logarithms as what it multiplies by."""
    return Figure(math.exp(value), math.exp(low), math.exp(high), count)


def _kinds(tasks: Sequence[Task]) -> list[str]:
    """Those that stand in both arms, but the first, which is what they differ from."""
    arms = [{task.kind for task in tasks if task.aided is arm} for arm in (True, False)]
    return sorted(arms[0] & arms[1])[1:]


def _row(task: Task, kinds: Sequence[str]) -> list[float]:
    """The coin comes second: `_fitted` gives its slope."""
    rest = [float(task.kind == kind) for kind in kinds]
    return [1.0, float(task.aided), task.week, math.log(task.forecast), *rest]


def _fitted(
    rows: Sequence[Sequence[float]], values: Sequence[float]
) -> tuple[float, float, int] | None:
    """Slope, standard error and degrees of freedom of the second column.

    Columns that the earlier ones make up are left out, as when all forecasts are
    alike. By Gram and Schmidt; the column of interest is taken last, and what is left
    of it is all that its slope rests on (Frisch and Waugh 1933, Econometrica 1,
    387-401).
    """
    columns = [list(column) for column in zip(*rows, strict=True)]
    basis: list[list[float]] = []
    for column in (columns[0], *columns[2:], columns[1]):
        size = math.sqrt(_dot(column, column))
        left = column
        for _ in range(2):  # once more, against rounding
            for known in basis:
                part = _dot(left, known)
                left = [a - part * b for a, b in zip(left, known, strict=True)]
        length = math.sqrt(_dot(left, left))
        if length > 1e-8 * max(1.0, size):
            basis.append([one / length for one in left])
        elif column is columns[1]:
            return None
    freedom = len(values) - len(basis)
    if freedom < 1:
        return None
    residual = list(values)
    for known in basis:
        part = _dot(residual, known)
        residual = [a - part * b for a, b in zip(residual, known, strict=True)]
    slope = _dot(values, basis[-1]) / length
    spread = math.sqrt(_dot(residual, residual) / freedom)
    return slope, spread / length, freedom


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(first, second, strict=True))
