"""Cases that share a property, in which an arm does worse."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.analysis.cases import LEAST_IN_SLICE, Cases, differences
from coresearch.analysis.contrasts import Part, figure, holm, part
from coresearch.analysis.shares import fisher, newcombe, sign_test
from coresearch.analysis.table import number, said

_MOST_VALUES = 20
"""Of a column that is taken for a property of cases."""


_MOST_FEATURES = 30


_MOST_CELLS = 5_000_000
"""Of cases that are cut into slices: what bounds the time."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Cases that share a property."""

    what: str
    """`language = de`, `length of text ≤ 20`."""
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A slice and how it differs."""

    slice: Slice
    value: float
    low: float
    high: float
    p: float
    corrected: float
    """After Holm over all slices that were tried."""
    tried: int


def slices(cases: Cases) -> list[Slice]:
    """Every property that at least ten cases share, and as many do not.

    Few values are taken one by one; many numbers, and the lengths of texts, in
    quarters.
    """
    found = []
    most = max(5, min(_MOST_FEATURES, _MOST_CELLS // max(len(cases.names), 1)))
    for name in (*_of_labels(cases), *cases.roles.features)[:most]:
        column = cases.table.columns[name]
        values = [column[row] for row in cases.rows]
        found += _by_value(name, values) or _by_quarter(name, values)
    least, every = LEAST_IN_SLICE, len(cases.names)
    return [s for s in found if least <= len(s.cases) <= every - least]


def _of_labels(cases: Cases) -> tuple[str, ...]:
    return (cases.roles.label,) if cases.roles.label else ()


def _by_value(name: str, values: Sequence[object]) -> list[Slice]:
    groups: dict[str, list[int]] = {}
    for case, value in enumerate(values):
        groups.setdefault(said(value), []).append(case)  # type: ignore[arg-type]
        if len(groups) > _MOST_VALUES:
            return []
    return [Slice(f"{name} = {one or 'nothing'}", tuple(groups[one])) for one in groups]


def _by_quarter(name: str, values: Sequence[object]) -> list[Slice]:
    texts = sum(isinstance(value, str) for value in values)
    if texts > len(values) / 2:
        name = f"length of {name}"
        measured = [float(len(v)) if isinstance(v, str) else None for v in values]
    else:
        measured = [number(v) for v in values]  # type: ignore[arg-type]
    known = sorted(value for value in measured if value is not None)
    if len(known) < 4 * LEAST_IN_SLICE or known[0] == known[-1]:
        return []
    edges = [known[len(known) * k // 4] for k in (1, 2, 3)]
    groups: list[list[int]] = [[], [], [], []]
    for case, value in enumerate(measured):
        if value is not None:
            groups[sum(value >= edge for edge in edges)].append(case)
    ends = [f"< {edges[0]:g}", *(f"{a:g} to {b:g}" for a, b in _pairs(edges))]
    ends.append(f"≥ {edges[2]:g}")
    return [
        Slice(f"{name} {end}", tuple(group))
        for end, group in zip(ends, groups, strict=True)
    ]


def _pairs(edges: Sequence[float]) -> list[tuple[float, float]]:
    return [(edges[0], edges[1]), (edges[1], edges[2])]


def losses(cases: Cases, found: Sequence[Slice], first: str, second: str) -> list[Loss]:
    """In each slice by how much the second arm is better than the first, worst first.

    Student's interval of the differences over cases; for right and wrong Agresti and
    Min's (2005), which holds for few, with McNemar's exact test.
    """
    sign = -1 if cases.lower_is_better else 1
    pairs = differences(cases, first, second)
    tried = []
    for one in found:
        own = [sign * pairs[case] for case in one.cases if case in pairs]
        if len(own) >= LEAST_IN_SLICE:
            tried.append((one, *_paired(own)))
    return _ranked(tried)


def _paired(own: Sequence[float]) -> tuple[float, float, float, float]:
    better, worse = sum(d > 0 for d in own), sum(d < 0 for d in own)
    if set(own) <= {-1.0, 0.0, 1.0}:
        count = len(own) + 2  # half a case more in each of the four cells
        mean = (better - worse) / count
        spread = math.sqrt((better + worse + 1) / count - mean * mean)
        half = 1.959964 * spread / math.sqrt(count)
        p = sign_test(better, worse) if better + worse else 1.0
        return sum(own) / len(own), max(mean - half, -1), min(mean + half, 1), p
    whole = figure([[(1, part(own))]])
    half = whole.half_width() or 0.0
    p = whole.p if whole.p is not None else 1.0
    return whole.value, whole.value - half, whole.value + half, p


def failing(cases: Cases, found: Sequence[Slice], arm: str) -> list[Loss]:
    """In each slice how much more often an arm is right than elsewhere, worst first.

    Newcombe's interval (1998, method 10) and Fisher's exact test, for scores that are
    right or wrong in one run; Welch's else.
    """
    sign = -1 if cases.lower_is_better else 1
    scores = [None if s is None else sign * s for s in cases.scores[arm]]
    whole = _Sums([score for score in scores if score is not None])
    exact = all(score in (0.0, 1.0, None) for score in scores)
    tried = []
    for one in found:
        inside = _Sums([s for case in one.cases if (s := scores[case]) is not None])
        if min(inside.count, whole.count - inside.count) >= LEAST_IN_SLICE:
            tried.append((one, *_apart(inside, whole, exact=exact)))
    return _ranked(tried)


class _Sums:
    """Count, sum and sum of squares, which can be taken from one another."""

    def __init__(self, values: Sequence[float]) -> None:
        self.count = len(values)
        self.total = math.fsum(values)
        self.squares = math.fsum(value * value for value in values)

    def without(self, other: _Sums) -> Part:
        """The part that is left when the other is taken out."""
        count, total = self.count - other.count, self.total - other.total
        squares = self.squares - other.squares
        spread = max(squares - total * total / count, 0.0)
        return Part(total / count, spread / (count - 1), count)


def _apart(
    inside: _Sums, whole: _Sums, *, exact: bool
) -> tuple[float, float, float, float]:
    one, rest = inside.without(_Sums([])), whole.without(inside)
    if exact:
        a, b = round(inside.total), round(whole.total - inside.total)
        low, high = newcombe(a, one.count, b, rest.count)
        return one.mean - rest.mean, low, high, fisher(a, one.count, b, rest.count)
    found = figure([[(1, one), (-1, rest)]])
    half = found.half_width() or 0.0
    p = found.p if found.p is not None else 1.0
    return found.value, found.value - half, found.value + half, p


def _ranked(tried: Sequence[tuple[Slice, float, float, float, float]]) -> list[Loss]:
    corrected = holm([p for *_, p in tried])
    found = [
        Loss(one, value, low, high, p, after, len(tried))
        for (one, value, low, high, p), after in zip(tried, corrected, strict=True)
    ]
    return sorted(found, key=lambda loss: (loss.value > 0, loss.corrected, loss.value))
