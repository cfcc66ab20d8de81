"""What was measured: one value for each arm, seed and task, or that there is none."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from coresearch.analysis.roles import ERROR, RIGHT, Roles
from coresearch.analysis.table import Cell, Table, number, said

_GOOD = frozenset({
    "", "ok", "success", "succeeded", "successful", "done", "completed", "complete",
    "finished", "passed", "0", "false", "none",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of one arm on one task."""

    arm: str
    seed: str
    task: str
    value: float | None
    """None: it failed, or what it gave is no number."""
    run: str = ""
    """The run's id, where there is one."""
    missing: bool = False
    """Whether it is not there at all, where other arms have such a run."""


@dataclass(frozen=True)
class Trials:
    """All that was measured of one metric."""

    metric: str
    trials: tuple[Trial, ...]
    has_seeds: bool
    has_conditions: bool = False
    """Whether the tasks are conditions, and no sample of tasks."""
    notes: tuple[str, ...] = ()

    @cached_property
    def by_arm(self) -> Mapping[str, Sequence[Trial]]:
        """The arms in the order in which they came."""
        found: dict[str, list[Trial]] = {}
        for trial in self.trials:
            found.setdefault(trial.arm, []).append(trial)
        return found

    def values(self, arm: str) -> Mapping[str, Mapping[str, float]]:
        """What an arm reached: by task and seed."""
        return self._values[arm]

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, Mapping[str, float]]]:
        found: dict[str, dict[str, dict[str, float]]] = {arm: {} for arm in self.by_arm}
        for trial in self.trials:
            if trial.value is not None:
                of_arm = found[trial.arm]
                of_arm.setdefault(trial.task, {})[trial.seed] = trial.value
        return found


def trials_of(table: Table, roles: Roles, metric: str) -> Trials:
    """One metric of every run in the table; what failed or is missing among them."""
    scores = scores_of(table, roles, metric)
    keys = _keys(table, roles)
    rows = rows_compared(table, roles)
    runs = table.labels([roles.run] if roles.run else [])
    found: dict[tuple[str, str, str], list[float | None]] = {}
    of_run: dict[tuple[str, str, str], str] = {}
    if roles.step and not roles.has_cases:
        rows = _last_steps(table, roles, keys, rows)
    for row in rows:
        found.setdefault(keys[row], []).append(scores[row])
        of_run.setdefault(keys[row], runs[row])
    notes = list[str]()
    doubled = sum(len(values) > 1 for values in found.values())
    if doubled and not roles.has_cases:
        what = "arm, seed and task" if roles.task else "arm and seed"
        notes.append(
            f"{doubled} times several rows have the same {what}; their mean is taken "
            "(--task COLUMN tells them apart)"
        )
    trials = [
        Trial(*key, _mean(values, cases=roles.has_cases), of_run[key])
        for key, values in found.items()
    ]
    if roles.seed:
        trials += _missing(found)
    notes += _oddities(table, roles, metric, rows, scores)
    return Trials(
        metric, tuple(trials), bool(roles.seed), roles.has_conditions, tuple(notes)
    )


def _keys(table: Table, roles: Roles) -> list[tuple[str, str, str]]:
    """Arm, seed and task of each row; rows without a seed are runs of their own."""
    arms = table.labels(roles.arm) if roles.arm else ["all"] * table.rows
    tasks = table.labels(roles.task)
    if roles.seed:
        seeds = table.labels([roles.seed])
    elif roles.has_cases:
        seeds = ["the one run"] * table.rows
    else:
        count: Counter[tuple[str, str]] = Counter()
        seeds = []
        for arm, task in zip(arms, tasks, strict=True):
            count[arm, task] += 1
            # No name that another arm or task has: nothing says that these belong
            # together.
            seeds.append(f"row {count[arm, task]} of {arm}, {task}")
    return list(zip(arms, seeds, tasks, strict=True))


def rows_compared(table: Table, roles: Roles) -> Sequence[int]:
    """The rows of the split that is compared."""
    if not roles.part:
        return range(table.rows)
    parts = table.labels([roles.split])
    return [row for row in range(table.rows) if parts[row] == roles.part]


def _last_steps(
    table: Table,
    roles: Roles,
    keys: Sequence[tuple[str, str, str]],
    rows: Sequence[int],
) -> Sequence[int]:
    """Of each run the row of its last step, and not of its best."""
    steps = table.columns[roles.step]
    last: dict[tuple[str, str, str], tuple[float, int]] = {}
    for row in rows:
        place = (number(steps[row]) or 0.0, row)
        last[keys[row]] = max(last.get(keys[row], place), place)
    return [row for _, row in last.values()]


def scores_of(table: Table, roles: Roles, metric: str) -> list[float | None]:
    """The metric in each row; None where a run failed or there is no number."""
    if metric in (RIGHT, ERROR) and metric not in table.columns:
        return _of_labels(table, roles, metric)
    values = [number(cell) for cell in table.columns[metric]]
    if not roles.status:
        return values
    ends = table.columns[roles.status]
    good = {value: _is_good(value) for value in table.distinct(roles.status, 1000)}
    return [
        value if end is None or good.get(end, True) else None
        for value, end in zip(values, ends, strict=True)
    ]


def _of_labels(table: Table, roles: Roles, metric: str) -> list[float | None]:
    labels, told = table.columns[roles.label], table.columns[roles.prediction]
    if metric == RIGHT:
        return [
            None if label is None else float(same(label, one))
            for label, one in zip(labels, told, strict=True)
        ]
    pairs = zip(map(number, labels), map(number, told), strict=True)
    return [None if a is None or b is None else abs(a - b) for a, b in pairs]


def same(label: Cell, prediction: Cell) -> bool:
    """Whether a prediction is the label: case and white space at the ends aside."""
    if label == prediction:
        return True
    if prediction is None:
        return False
    return said(label).strip().lower() == said(prediction).strip().lower()


def _is_good(end: Cell) -> bool:
    return said(end).strip().lower() in _GOOD


def _mean(values: Sequence[float | None], *, cases: bool) -> float | None:
    """Of several rows of one run; a case that has no number counts as none of it."""
    known = [value for value in values if value is not None]
    if not known or (len(known) < len(values) and not cases):
        return None
    return known[0] if len(known) == 1 else statistics.fmean(known)


def _missing(found: Mapping[tuple[str, str, str], object]) -> list[Trial]:
    """Runs that another arm has and this one has not."""
    arms = dict.fromkeys(arm for arm, _, _ in found)
    others = dict.fromkeys((seed, task) for _, seed, task in found)
    if len(arms) * len(others) > 1_000_000 or _are_apart(found):
        return []
    return [
        Trial(arm, seed, task, None, missing=True)
        for arm in arms
        for seed, task in others
        if (arm, seed, task) not in found
    ]


def _are_apart(found: Mapping[tuple[str, str, str], object]) -> bool:
    """Whether the arms were run with seeds of their own, so that none is missing."""
    seeds: dict[str, set[str]] = {}
    for arm, seed, _ in found:
        seeds.setdefault(arm, set()).add(seed)
    common = set.intersection(*seeds.values())
    return not common


def _oddities(
    table: Table,
    roles: Roles,
    metric: str,
    rows: Sequence[int],
    scores: Sequence[float | None],
) -> list[str]:
    """What stood where a number was expected."""
    if metric not in table.columns:
        return []
    column = table.columns[metric]
    odd: Counter[str] = Counter()
    for row in rows:
        if scores[row] is None:
            cell = column[row]
            odd["nothing" if cell is None else said(cell)[:20]] += 1
    told = ", ".join(f"{text} ({count})" for text, count in odd.most_common(3))
    return [f"no number in {metric}: {told}"] if odd and not roles.status else []
