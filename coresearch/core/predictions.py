"""What a person thinks will come out, how sure they are, and how it is checked."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coresearch.core.errors import BadInput

_LONGEST = 500
_RULE = re.compile(
    r"\s*(?P<metric>[^<>=!\s](?:[^<>=!]*[^<>=!\s])?)\s*"
    r"(?P<sign><=|>=|<|>)\s*"
    r"(?P<value>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"
)


class Outcome(StrEnum):
    """What became of a prediction that was resolved."""

    HELD = "held"
    FAILED = "failed"
    UNCLEAR = "unclear"
    """It cannot be told, and is not counted."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A metric compared with a number: `val_acc > 0.8`."""

    metric: str
    sign: str
    """`<`, `<=`, `>` or `>=`."""
    value: float

    def outcome(self, last: float | None) -> Outcome | None:
        """Whether it holds for a metric's last value; None if there is none."""
        if last is None or not math.isfinite(last):
            return None
        holds = {
            "<": last < self.value,
            "<=": last <= self.value,
            ">": last > self.value,
            ">=": last >= self.value,
        }[self.sign]
        return Outcome.HELD if holds else Outcome.FAILED


@dataclass(frozen=True, slots=True)
class Prediction:
    """A claim, and how likely the person thinks that it is true."""

    claim: str
    probability: float
    """Strictly between 0 and 1."""
    rule: Rule | None
    """How a run's metric resolves it; None if a person must."""
    due: str = ""
    """The moment by which it is resolved, in UTC; empty if it is about one run."""
    words: str = ""
    """How a person is to resolve it, in their words; empty where the claim says it."""
    direction: str = ""
    """Only runs of this line of inquiry resolve it; empty: any."""
    suggestion: str = ""
    """What was accepted with it; empty for nothing."""


def prediction_of(
    claim: str, probability: float | None, words: str = "", due: str = ""
) -> Prediction:
    """The prediction that a person states.

    Raises:
        BadInput: without a probability, or with one that leaves no doubt.
    """
    text = " ".join(claim.split())
    if not text or len(text) > _LONGEST:
        raise BadInput("A prediction is a claim, such as 'val_acc > 0.8'.")
    if probability is None:
        raise BadInput("How sure are you?", hint="Say it with --p, such as --p 0.7")
    if not 0 < probability < 1:
        raise BadInput(
            f"--p {probability:g} is no probability of a prediction.",
            hint="It lies between 0 and 1, such as 0.7 or 0.99: nothing is certain.",
        )
    how = " ".join(words.split())
    return Prediction(text, probability, rule_of(how or text), due, how)


def rule_of(text: str) -> Rule | None:
    """The rule that a text is, such as `val_acc > 0.8`; None for other words."""
    found = _RULE.fullmatch(text)
    if found is None:
        return None
    return Rule(found["metric"], found["sign"], float(found["value"]))


def prediction_to_json(prediction: Prediction, run: str = "") -> dict[str, Any]:
    """`prediction`, of a run or of none, as plain values for the journal."""
    rule = prediction.rule
    return {
        "claim": prediction.claim,
        "probability": prediction.probability,
        "metric": rule.metric if rule else None,
        "sign": rule.sign if rule else None,
        "value": rule.value if rule else None,
        "run": run,
        "due": prediction.due,
        "words": prediction.words,
        "direction": prediction.direction,
        "suggestion": prediction.suggestion,
    }


def rule_from_json(body: Mapping[str, Any]) -> Rule | None:
    """The rule of a prediction that `prediction_to_json` wrote."""
    if body["metric"] is None:
        return None
    return Rule(body["metric"], body["sign"], body["value"])
