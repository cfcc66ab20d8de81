"""Case by case: which were got wrong, by whom, and which changed between two arms."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.analysis.contrasts import Figure, Part, figure, holm, part
from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Table, number, said
from coresearch.analysis.trials import rows_compared, scores_of
from coresearch.core.intervals import wilson
from coresearch.core.text import shorten

LEAST_IN_SLICE = 10
_MOST_VALUES = 20
"""Of a column that is taken for a property of cases."""
_MOST_FEATURES = 30
_MOST_CELLS = 5_000_000
"""Of cases that are cut into slices: what bounds the time."""
_MANY = 20_000
"""Cases, from which on the normal approximation is as good as the exact test."""


@dataclass(frozen=True)
class Cases:
    """Every case with the mean score that each arm's runs reached on it."""

    names: tuple[str, ...]
    rows: tuple[int, ...]
    """The first row of each case in the table."""
    scores: Mapping[str, Sequence[float | None]]
    """By arm; in the order of `names`."""
    is_share: bool
    """Whether a score is right or wrong, so that its mean is a share."""
    lower_is_better: bool
    table: Table
    roles: Roles
    by_place: bool = False
    """Whether cases were told apart by their place in a run, for want of a name."""

    def shown(self, case: int) -> str:
        """A case in a few words: its name and the beginning of its text."""
        row = self.rows[case]
        words = [self.names[case]]
        for name in self.roles.features:
            value = self.table.columns[name][row]
            if isinstance(value, str) and len(value) > 12:
                words.append(shorten(value, 60))
                break
        return ": ".join(words)


def cases_of(table: Table, roles: Roles, metric: str, direction: str) -> Cases | None:
    """The cases in a table that has a row for each; None where it has none."""
    if not roles.has_cases:
        return None
    scores = scores_of(table, roles, metric)
    arms = table.labels(roles.arm) if roles.arm else ["all"] * table.rows
    names = case_names(table, roles)
    index: dict[str, int] = {}
    first: list[int] = []
    sums: dict[str, dict[int, float]] = {}
    counts: dict[str, dict[int, int]] = {}
    of_scores = set[float]()
    for row in rows_compared(table, roles):
        case = index.setdefault(names[row], len(index))
        if case == len(first):
            first.append(row)
        score = scores[row]
        arm = arms[row]
        of_arm = sums.setdefault(arm, {})
        if score is None:
            continue
        if len(of_scores) < 3:
            of_scores.add(score)
        of_arm[case] = of_arm.get(case, 0.0) + score
        counting = counts.setdefault(arm, {})
        counting[case] = counting.get(case, 0) + 1
    means = {
        arm: [
            of_arm[case] / counts[arm][case] if case in of_arm else None
            for case in range(len(first))
        ]
        for arm, of_arm in sums.items()
    }
    return Cases(
        tuple(index), tuple(first), means, of_scores <= {0.0, 1.0}, direction == "min",
        table, roles, not roles.item,
    )  # fmt: skip


def case_names(table: Table, roles: Roles) -> list[str]:
    """What each row's case is called: by its name, else by its place in its run."""
    tasks = table.labels(roles.task)
    if roles.item:
        named = table.labels([roles.item])
        if not roles.task:
            return named
        pairs = zip(tasks, named, strict=True)
        return [f"{task} {name}" if task else name for task, name in pairs]
    seed = (roles.seed,) if roles.seed else ()
    split = (roles.split,) if roles.split else ()
    runs = table.labels((*roles.arm, *seed, *roles.task, *split))
    count: dict[str, int] = {}
    names = []
    for run, task in zip(runs, tasks, strict=True):
        count[run] = count.get(run, 0) + 1
        names.append(f"{task} row {count[run]}".strip())
    return names


def worst(cases: Cases, most: int) -> list[tuple[int, float]]:
    """The cases with the worst mean score over all arms, the worst first."""
    found = []
    for case in range(len(cases.names)):
        known = [
            value for of in cases.scores.values() if (value := of[case]) is not None
        ]
        if known:
            found.append((case, sum(known) / len(known)))
    sign = -1 if cases.lower_is_better else 1
    found.sort(key=lambda pair: sign * pair[1])
    if cases.is_share:
        found = [pair for pair in found if pair[1] < 1]
    return found[:most]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one arm does otherwise than another, case by case."""

    first: str
    second: str
    better: int
    """Cases on which the second is better."""
    worse: int
    both: int
    """Cases that both have."""
    p: float | None
    """Of the sign test on the cases that changed, which is McNemar's exact one."""
    figure: Figure
    """The mean difference over cases, second less first."""
    most: tuple[tuple[int, float], ...]
    """Cases and their differences, the largest first."""


def changes(cases: Cases, first: str, second: str, most: int) -> Changes | None:
    """Which cases the second arm gets better and worse; None without common ones."""
    pairs = _differences(cases, first, second)
    if not pairs:
        return None
    sign = -1 if cases.lower_is_better else 1
    better = sum(sign * d > 0 for d in pairs.values())
    worse = sum(sign * d < 0 for d in pairs.values())
    ranked = sorted(pairs.items(), key=lambda pair: -abs(pair[1]))
    largest = tuple(pair for pair in ranked[:most] if pair[1])
    whole = figure([[(1, part(list(pairs.values())))]])
    p = sign_test(better, worse) if better + worse else None
    return Changes(first, second, better, worse, len(pairs), p, whole, largest)


def _differences(cases: Cases, first: str, second: str) -> dict[int, float]:
    one, other = cases.scores[first], cases.scores[second]
    return {
        case: b - a
        for case, (a, b) in enumerate(zip(one, other, strict=True))
        if a is not None and b is not None
    }


def sign_test(better: int, worse: int) -> float:
    """Two-sided, that a change is as likely for the better (exact, binomial)."""
    count, least = better + worse, min(better, worse)
    if count > 2000:  # the normal approximation with Yates's correction
        z = (abs(better - worse) - 1) / math.sqrt(count)
        return math.erfc(max(z, 0.0) / math.sqrt(2))
    below = sum(math.comb(count, k) for k in range(least + 1))
    return float(min(1.0, 2 * below / 2**count))


# -- slices --------------------------------------------------------------------------


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
    pairs = _differences(cases, first, second)
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


def newcombe(a: int, n: int, b: int, m: int) -> tuple[float, float]:
    """The 95 % interval of a/n − b/m from Wilson's two (Newcombe 1998, method 10)."""
    p, q = a / n, b / m
    (low, high), (low_2, high_2) = wilson(a, n), wilson(b, m)
    below = math.hypot(p - low, high_2 - q)
    above = math.hypot(high - p, q - low_2)
    return p - q - below, p - q + above


def fisher(a: int, n: int, b: int, m: int) -> float:
    """Two-sided, that a of n and b of m have one share (Fisher's exact test).

    The sum over all tables with these margins that are no likelier than this one; for
    many cases the normal approximation with pooled shares.
    """
    hits, every = a + b, n + m
    if every > _MANY:
        share = hits / every
        error = math.sqrt(share * (1 - share) * (1 / n + 1 / m))
        return math.erfc(abs(a / n - b / m) / error / math.sqrt(2)) if error else 1.0
    whole = _choose(every, hits)
    own = _choose(n, a) + _choose(m, b) - whole
    total = 0.0
    for k in range(max(0, hits - m), min(n, hits) + 1):
        log = _choose(n, k) + _choose(m, hits - k) - whole
        if log <= own + 1e-7:
            total += math.exp(log)
    return min(1.0, total)


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
