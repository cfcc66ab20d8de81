"""A line of inquiry: what it may cost, when to stop, and whether it is time to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.predictions import Outcome, Rule, rule_of

_BUDGET = re.compile(r"(\d+(?:\.\d+)?)\s*(h|hours?|min|m|runs?)", re.IGNORECASE)
_AFTER = re.compile(r"(.+?)\s+after\s+(\d+)\s+runs?", re.IGNORECASE)
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Criterion:
    """A state of a metric at which a direction is to be given up."""

    rule: Rule
    after: int
    """Runs that report the metric, before which nothing is said."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a direction may cost; None where that is not limited."""

    hours: float | None = None
    """Of runs."""
    runs: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a person gives the next run, before it begins."""

    at: str
    """When they said so, in UTC; empty before it is on record."""
    changes: float
    """The probability that its result changes what they do."""
    gain: float
    """Hours that it would then bring."""
    cost: float
    """Hours."""

    def __str__(self) -> str:
        return (
            f"P = {self.changes:.2f}, times a gain of {self.gain:g} h, is "
            f"{self.changes * self.gain:.2g} h; it costs {self.cost:g} h"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """A run's last value of the criterion's metric."""

    at: str
    """When the run began, in UTC."""
    value: float


def budget_of(text: str) -> Budget:
    """`6h`, `90 min` or `10 runs`; empty for no limit.

    Raises:
        BadInput: it is none of these.
    """
    if not text.strip():
        return Budget()
    found = _BUDGET.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{text!r} is no budget.", hint="Such as 6h, or 10 runs")
    number, unit = float(found[1]), found[2].lower()
    if unit.startswith("r"):
        return Budget(runs=int(number))
    return Budget(hours=number if unit.startswith("h") else number / 60)


def criterion_of(kill: str) -> Criterion | None:
    """`val_acc < 0.7 after 3 runs`; None for what only a person can tell."""
    after = _AFTER.fullmatch(kill.strip())
    rule = rule_of(after[1] if after else kill.strip())
    return None if rule is None else Criterion(rule, int(after[2]) if after else 1)


def met_at(
    criterion: Criterion | None, results: Sequence[Result], due: str, now: str
) -> str:
    """When it was first time to stop, in UTC; empty if it is not yet.

    It is when the best value of at least so many runs is still as the criterion says
    (`val_acc < 0.7`: no run has reached 0.7), or when the date has come. `results` are
    oldest first, moments are compared as texts.
    """
    moments = [due] if due and due <= now else []
    if criterion is not None:
        best = max if criterion.rule.sign in ("<", "<=") else min
        for count in range(criterion.after, len(results) + 1):
            value = best(result.value for result in results[:count])
            if criterion.rule.outcome(value) is Outcome.HELD:
                moments.append(results[count - 1].at)
                break
    return min(moments, default="")


def name_of(title: str) -> str:
    """A short name to type, such as `more-seeds`."""
    words = re.findall(r"[\w]+", title.casefold())
    name = ""
    for word in words:
        if len(f"{name}-{word}") > _LONGEST_NAME:
            break
        name = f"{name}-{word}" if name else word
    return name or (words[0][:_LONGEST_NAME] if words else "")


def direction_to_json(
    title: str, budget: Budget, kill: str, due: str
) -> dict[str, Any]:
    """What is on record of it as it begins."""
    return {
        "title": title,
        "hours": budget.hours,
        "runs": budget.runs,
        "kill": kill,
        "due": due,
    }
