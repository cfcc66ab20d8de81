"""Arms compared: each one's mean, every difference, and what can be claimed of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from coresearch.analysis.contrasts import (
    LEAST,
    Contrast,
    Figure,
    Values,
    by_seed,
    contrast,
    holm,
    mean_of,
)
from coresearch.analysis.outcomes import LEVEL, Arm, Comparison, Outcome, Verdict
from coresearch.analysis.resampling import bootstrapped, middle_of_tasks
from coresearch.analysis.trials import Trials
from coresearch.core.errors import BadInput, NotFound

MOST_ARMS = 60
"""More are compared with a baseline only."""
_MANY_TASKS = 3
"""From so many on the interquartile mean is given too."""
_FIT_FOR_BOOTSTRAP = 20_000


@dataclass(frozen=True, slots=True)
class How:
    """What the person wants of a comparison."""

    baseline: str = ""
    unpaired: bool = False
    bootstrap: bool = False


def compare(
    measured: Sequence[Trials], directions: Mapping[str, str], how: How
) -> list[Outcome]:
    """Every metric of every arm; the p values corrected over all of them together.

    Raises:
        NotFound: the baseline is no arm.
        BadInput: there are too many arms to compare each with each.
    """
    outcomes = [_outcome(one, directions.get(one.metric, ""), how) for one in measured]
    every = [one for outcome in outcomes for one in outcome.comparisons]
    tested = [one for one in every if one.p is not None]
    corrected = holm([one.p for one in tested if one.p is not None])
    family = len(every)
    by_pair = {
        (one.metric, one.first, one.second): value
        for one, value in zip(tested, corrected, strict=True)
    }
    return [
        replace(
            outcome,
            comparisons=tuple(
                _judged(
                    one,
                    by_pair.get((one.metric, one.first, one.second)),
                    family,
                    outcome.direction,
                )
                for one in outcome.comparisons
            ),
        )
        for outcome in outcomes
    ]


def _outcome(trials: Trials, direction: str, how: How) -> Outcome:
    arms = [_arm(trials, name, how) for name in trials.by_arm]
    sign = -1 if direction == "min" else 1
    arms.sort(key=lambda arm: math.inf if arm.mean is None else -sign * arm.mean)
    names = [arm.name for arm in arms]
    if how.baseline and how.baseline not in names:
        raise NotFound(
            f"There is no arm {how.baseline}.",
            hint=f"There are: {', '.join(sorted(names)[:20])}",
        )
    if len(names) > MOST_ARMS and not how.baseline:
        raise BadInput(
            f"There are {len(names)} arms, too many to compare each with each.",
            hint="Compare them with one, --baseline ARM, or name the column: --arm",
        )
    values = {name: trials.values(name) for name in names}
    pairs = [
        (one, other)
        for one, other in combinations(names, 2)
        if how.baseline in ("", one, other)
    ]
    found = [
        _compared(trials, values, one, other, direction, how)
        for one, other in pairs
        if values[one].keys() & values[other].keys()
    ]
    return Outcome(
        trials.metric, direction, tuple(arms), tuple(found), trials, how.bootstrap
    )


def _arm(trials: Trials, name: str, how: How) -> Arm:
    own = trials.by_arm[name]
    missing = sum(trial.missing for trial in own)
    failed = sum(trial.value is None for trial in own) - missing
    values = trials.values(name)
    if not values:
        return Arm(name, len(own), failed, missing, None)
    whole = mean_of(values)
    seeds = by_seed(values)
    low, high = _interval(whole, [seeds], how)
    order = list(next(iter(values.values())))
    joint = len(seeds) < len(values)
    runs = [
        [each[seed] for seed in order] if joint else list(each.values())
        for each in values.values()
    ]
    every = [value for each in runs for value in each]
    highest = max(next(iter(seeds.values())).values()) if len(seeds) == 1 else None
    arm = Arm(
        name,
        len(own),
        failed,
        missing,
        whole.value,
        low,
        high,
        _spread(values),
        highest,
    )
    repeated = all(len(each) > 1 for each in runs)
    if len(values) < _MANY_TASKS or len(every) > _FIT_FOR_BOOTSTRAP or not repeated:
        return arm
    first, last, _ = bootstrapped([runs], middle=True, joint=joint)
    return replace(
        arm, middle=middle_of_tasks(runs), middle_low=first, middle_high=last
    )


def _spread(values: Values) -> float | None:
    alone = {task: runs for task, runs in values.items() if len(runs) > 1}
    return contrast(alone, alone).spread if alone else None


def _interval(
    whole: Figure, arms: Sequence[Values], how: How
) -> tuple[float | None, float | None]:
    half = whole.half_width()
    if half is None:
        return None, None
    runs = [[list(each.values()) for each in one.values()] for one in arms]
    if how.bootstrap and sum(len(each) for one in runs for each in one) <= (
        _FIT_FOR_BOOTSTRAP
    ):
        low, high, _ = bootstrapped(runs, middle=False)
        return low, high
    return whole.value - half, whole.value + half


def _compared(
    trials: Trials,
    values: Mapping[str, Values],
    one: str,
    other: str,
    direction: str,
    how: How,
) -> Comparison:
    first, second = values[one], values[other]
    found = contrast(
        first, second, unpaired=how.unpaired, over_tasks=not trials.has_conditions
    )
    low, high = _interval(found.figure, _drawn(first, second, found), how)
    return Comparison(
        trials.metric,
        one,
        other,
        found,
        low,
        high,
        found.figure.p,
        pessimistic=_pessimistic(trials, one, other, direction),
    )


def _drawn(first: Values, second: Values, found: Contrast) -> list[Values]:
    """What a bootstrap draws from: the differences of pairs, or both arms."""
    tasks = [task for task in first if task in second]
    if found.averaged:
        first = by_seed({task: first[task] for task in tasks})
        second = by_seed({task: second[task] for task in tasks})
        tasks = list(first)
    if found.over_tasks:
        pairs = {t: _single(first[t]) - _single(second[t]) for t in tasks}
        return [{"": pairs}]
    if found.paired:
        return [
            {
                task: {
                    seed: value - second[task][seed]
                    for seed, value in first[task].items()
                    if seed in second[task]
                }
                for task in tasks
            }
        ]
    return [{t: first[t] for t in tasks}, {t: second[t] for t in tasks}]


def _single(runs: Mapping[str, float]) -> float:
    return next(iter(runs.values()))


def _pessimistic(trials: Trials, one: str, other: str, direction: str) -> float | None:
    """Both arms with the worst value of all for each run that gave none."""
    if not direction:
        return None
    pair = [trial for name in (one, other) for trial in trials.by_arm[name]]
    if all(trial.value is not None for trial in pair):
        return None
    known = [trial.value for trial in pair if trial.value is not None]
    worst = min(known) if direction == "max" else max(known)
    filled: dict[str, dict[str, dict[str, float]]] = {one: {}, other: {}}
    for trial in pair:
        value = worst if trial.value is None else trial.value
        filled[trial.arm].setdefault(trial.task, {})[trial.seed] = value
    return contrast(filled[one], filled[other]).figure.value


def _judged(
    one: Comparison, corrected: float | None, family: int, direction: str
) -> Comparison:
    verdict = _verdict(one, corrected, direction)
    return replace(one, corrected=corrected, family=family, verdict=verdict)


def _verdict(one: Comparison, corrected: float | None, direction: str) -> Verdict:
    figure = one.contrast.figure
    if figure.error is None or figure.freedom < LEAST - 1:
        return Verdict.TOO_FEW
    if corrected is None:
        return Verdict.CONSTANT
    if corrected >= LEVEL:
        return Verdict.UNCLEAR
    return Verdict.BETTER if direction else Verdict.DIFFERENT
