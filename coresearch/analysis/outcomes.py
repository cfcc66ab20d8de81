"""What is known of arms on one metric, and of each two of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from coresearch.analysis.contrasts import (
    Contrast,
    improvement,
)
from coresearch.analysis.power import runs_for, smallest_detectable
from coresearch.analysis.trials import Trials

LEVEL = 0.05


class Verdict(StrEnum):
    """What can be said of two arms."""

    BETTER = "better"
    DIFFERENT = "different"
    """Which way is better was not said."""
    UNCLEAR = "cannot tell"
    TOO_FEW = "too few runs"
    CONSTANT = "no spread"
    """The runs, or their differences, are all the same."""


@dataclass(frozen=True, slots=True)
class Arm:
    """What is known of one arm on one metric."""

    name: str
    asked: int
    """Runs that there should be: the denominator."""
    failed: int
    missing: int
    mean: float | None
    low: float | None = None
    high: float | None = None
    spread: float | None = None
    """Standard deviation of its runs on a task."""
    best: float | None = None
    """The highest of its runs, each over all tasks; None where they cannot be told."""
    middle: float | None = None
    """The interquartile mean, for several tasks."""
    middle_low: float | None = None
    middle_high: float | None = None

    @property
    def count(self) -> int:
        """Runs that gave a number."""
        return self.asked - self.failed - self.missing


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two arms on one metric: `first` is the one whose mean is better, or higher."""

    metric: str
    first: str
    second: str
    contrast: Contrast
    low: float | None
    high: float | None
    p: float | None
    corrected: float | None = None
    """After Holm."""
    family: int = 0
    """How many comparisons were made."""
    verdict: Verdict = Verdict.UNCLEAR
    pessimistic: float | None = None
    """The difference if each run that failed or is missing had been as bad as the
    worst of the two; None where there is none."""

    @property
    def difference(self) -> float:
        """Of the means; in the metric's own direction."""
        return self.contrast.figure.value

    @property
    def detectable(self) -> float | None:
        """The smallest true difference that these runs would show with 80 % power, at
        5 % over the number of comparisons."""
        figure = self.contrast.figure
        if not figure.error or figure.freedom < 1:
            return None
        level = LEVEL / max(self.family, 1)
        return smallest_detectable(figure.error, figure.freedom, level)

    @property
    def needed(self) -> float | None:
        """Runs of each arm on each task, or pairs, to see a difference as large as the
        one that was seen with 80 % power; infinite if it is none."""
        found, level = self.contrast, LEVEL / max(self.family, 1)
        paired = found.paired
        spread = found.spread_of_pairs if paired else found.spread
        if not spread:
            return None
        if not (found.over_tasks or found.averaged):
            spread /= math.sqrt(found.tasks)  # the mean over tasks varies less
        return runs_for(self.difference, spread, paired=paired, level=level)

    @property
    def is_claim(self) -> bool:
        """Whether the difference can be claimed."""
        return self.verdict in (Verdict.BETTER, Verdict.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One metric of all arms."""

    metric: str
    direction: str
    """`max`, `min`, or nothing where nobody said it."""
    arms: tuple[Arm, ...]
    """The best first."""
    comparisons: tuple[Comparison, ...]
    trials: Trials
    bootstrap: bool = False


def pair_differences(outcome: Outcome, one: Comparison) -> list[float]:
    """Of the runs of two arms that share task and seed."""
    first = outcome.trials.values(one.first)
    second = outcome.trials.values(one.second)
    return [
        value - second[task][seed]
        for task, runs in first.items()
        for seed, value in runs.items()
        if seed in second.get(task, {})
    ]


def improvement_in(outcome: Outcome, one: Comparison) -> float:
    """The probability that a run of the first arm is above one of the second's.

    The mean over tasks (Agarwal et al. 2021).
    """
    first = outcome.trials.values(one.first)
    second = outcome.trials.values(one.second)
    found = [
        improvement(list(first[task].values()), list(second[task].values()))
        for task in first
        if task in second
    ]
    return math.fsum(found) / len(found)
