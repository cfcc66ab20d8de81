"""The two-parameter logistic model of items, fitted over systems.

A system of ability t gets an item right with probability 1 / (1 + exp(-a (t - b))):
`b` is its difficulty, `a` how sharply it tells (Birnbaum, 1968). Fitted by marginal
maximum likelihood (Bock and Aitkin, 1981, Psychometrika 46, 443-459) with abilities
from a standard normal, and weak priors (log a normal with mean 0 and standard
deviation 0.5, b normal with standard deviation 2) that keep every item finite. The
standard errors take the abilities as known, and are a little too small for that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_NODES = [-4 + 0.4 * step for step in range(21)]
_ROUNDS = 40
_NEWTON = 6
_SPREAD_A, _SPREAD_B = 0.5, 2.0
_CLOSE = 1e-3


@dataclass(frozen=True, slots=True)
class Fitted:
    """One item's parameters, with their standard errors."""

    a: float
    b: float
    error_a: float
    error_b: float


def fit(rows: Sequence[Sequence[float | None]]) -> list[Fitted]:
    """The parameters of each item; a row is a system: 1, 0 or None for each item."""
    count = len(rows[0])
    prior = [math.exp(-node * node / 2) for node in _NODES]
    logs = [[0.0, 0.0] for _ in range(count)]  # log a, and b, of each item
    tallies: list[list[tuple[float, float]]] = []
    for _ in range(_ROUNDS):
        tallies = _expected(rows, logs, prior)
        new = [_maximum(logs[item], tallies[item]) for item in range(count)]
        moved = max(
            abs(x - y)
            for old, one in zip(logs, new, strict=True)
            for x, y in zip(old, one, strict=True)
        )
        logs = new
        if moved < _CLOSE:
            break
    return [_with_errors(logs[item], tallies[item]) for item in range(count)]


def _expected(
    rows: Sequence[Sequence[float | None]],
    logs: Sequence[Sequence[float]],
    prior: Sequence[float],
) -> list[list[tuple[float, float]]]:
    """For each item and node: how many are expected there, and how many right."""
    right, wrong = [], []
    for log_a, b in logs:
        shares = [_logistic(math.exp(log_a) * (node - b)) for node in _NODES]
        right.append([math.log(max(share, 1e-12)) for share in shares])
        wrong.append([math.log(max(1 - share, 1e-12)) for share in shares])
    nodes = range(len(_NODES))
    tallies = [[[0.0, 0.0] for _ in nodes] for _ in logs]
    for row in rows:
        total = [math.log(weight) for weight in prior]
        for item, score in enumerate(row):
            if score is not None:
                told = right[item] if score else wrong[item]
                total = [x + y for x, y in zip(total, told, strict=True)]
        most = max(total)
        weights = [math.exp(value - most) for value in total]
        whole = sum(weights)
        for item, score in enumerate(row):
            if score is not None:
                mine = tallies[item]
                for node in nodes:
                    share = weights[node] / whole
                    mine[node][0] += share
                    mine[node][1] += share * score
    return [[(n, r) for n, r in item] for item in tallies]


def _maximum(
    start: Sequence[float], tally: Sequence[tuple[float, float]]
) -> list[float]:
    """Newton's steps, each at most 1, on log a and b."""
    log_a, b = start
    for _ in range(_NEWTON):
        (g1, g2), (h11, h12, h22) = _slopes(log_a, b, tally)
        size = h11 * h22 - h12 * h12
        first, second = (h22 * g1 - h12 * g2) / size, (h11 * g2 - h12 * g1) / size
        log_a += max(-1.0, min(1.0, first))
        b += max(-1.0, min(1.0, second))
        if abs(first) + abs(second) < 1e-6:
            break
    return [max(-2.5, min(2.0, log_a)), max(-6.0, min(6.0, b))]


def _slopes(
    log_a: float, b: float, tally: Sequence[tuple[float, float]]
) -> tuple[tuple[float, float], tuple[float, float, float]]:
    """Gradient, and expected information, of the penalised likelihood."""
    a = math.exp(log_a)
    g1, g2 = -log_a / _SPREAD_A**2, -b / _SPREAD_B**2
    h11, h12, h22 = 1 / _SPREAD_A**2, 0.0, 1 / _SPREAD_B**2
    for node, (there, right) in zip(_NODES, tally, strict=True):
        share = _logistic(a * (node - b))
        left, weight = right - there * share, there * share * (1 - share)
        d1, d2 = a * (node - b), -a
        g1 += left * d1
        g2 += left * d2
        h11 += weight * d1 * d1
        h12 += weight * d1 * d2
        h22 += weight * d2 * d2
    return (g1, g2), (h11, h12, h22)


def _with_errors(logs: Sequence[float], tally: Sequence[tuple[float, float]]) -> Fitted:
    log_a, b = logs
    _, (h11, h12, h22) = _slopes(log_a, b, tally)
    size = h11 * h22 - h12 * h12
    a = math.exp(log_a)
    return Fitted(a, b, a * math.sqrt(h22 / size), math.sqrt(h11 / size))


def _logistic(value: float) -> float:
    if value < -700:
        return 0.0
    return 1 / (1 + math.exp(-value))
