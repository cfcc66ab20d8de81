"""Case by case: which were got wrong, by whom, and which changed between two arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.analysis.contrasts import Figure, figure, part
from coresearch.analysis.roles import Roles
from coresearch.analysis.shares import sign_test
from coresearch.analysis.table import Table
from coresearch.analysis.trials import rows_compared, scores_of
from coresearch.core.text import shorten

LEAST_IN_SLICE = 10


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
    pairs = differences(cases, first, second)
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


def differences(cases: Cases, first: str, second: str) -> dict[int, float]:
    """By case, second less first, of the cases that both have."""
    one, other = cases.scores[first], cases.scores[second]
    return {
        case: b - a
        for case, (a, b) in enumerate(zip(one, other, strict=True))
        if a is not None and b is not None
    }


# -- slices --------------------------------------------------------------------------
