"""S, continued: is the gain larger than what the cases can show?"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from coresearch.core.findings import Severity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan
from coresearch.critic.precision import rate_of_pair, small_claims
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import (
    PAIRED,
    Gain,
    Rate,
    Sample,
    base_rate,
    binomial_margin,
    claimed_gain,
    sample_size,
)


def _precision_inputs(plan: Plan) -> tuple[Sample, Gain] | None:
    return plan.kept(_read_precision)


def _read_precision(plan: Plan) -> tuple[Sample, Gain] | None:
    sample, gain = sample_size(plan), claimed_gain(plan)
    if sample is None or gain is None:
        return None
    paired = PAIRED.search(plan.low)
    if paired and (
        _WEIGHED.search(plan.low) or PAIRED.search(plan.words(gain.sentence))
    ):
        return None
    return sample, gain


_WEIGHED = Pattern(
    r"\b(?:power(?:ed)?|standard errors?|margin|half-width|discordan\w+|detect\w*|mde"
    r"|simulat\w+ (?:the )?(?:test|power))\b|±"
)
_PAIRING_HELPS = 1.5
"""Pairs that mostly agree see less than the margin of one rate: by so much at most
where a plan does not say."""


def _find_effect_below_precision(plan: Plan) -> Iterator[Hit]:
    inputs = _precision_inputs(plan)
    hit = None
    if inputs:
        sample, gain = inputs
        rate = rate_of_pair(plan, gain.points) or base_rate(plan)
        paired = PAIRED.search(plan.low) is not None
        factor = _PAIRING_HELPS if paired else 1.0
        hit = next(_too_fine(plan, sample, gain, rate, factor), None)
    if hit:
        yield hit
        return
    for sample, gain, rate in small_claims(plan):
        yield from _too_fine(plan, sample, gain, rate)
        return


def _too_fine(
    plan: Plan, sample: Sample, gain: Gain, rate: Rate, factor: float = 1.0
) -> Iterator[Hit]:
    margin = binomial_margin(rate.value, sample.size)
    if margin <= factor * gain.points:
        return
    stated = rate.sentence is not None
    needed = ceil(rate.value * (1 - rate.value) * (196.0 / gain.points) ** 2)
    claim = plan.spelled(gain.number.start, gain.number.end)
    guess = "" if stated else " (no base rate is stated; 0.50 is the widest case)"
    yield Hit(
        plan.sentence_passage(gain.sentence),
        f"A gain of {claim} is smaller than what {sample.size:,} items can resolve"
        f" (±{margin:.1f} points).",
        0.9 if stated else 0.65 if margin < 1.2 * gain.points else 0.75,
        question=f"Can you judge on about {needed:,} items, or compare item by item"
        " (paired)?",
        calculation=f"1.96·sqrt({rate.value:.2f}·{1 - rate.value:.2f}/{sample.size}) ="
        f" ±{margin:.1f} points > {gain.points:g} points, for each arm,"
        f" unpaired{guess};"
        f" {gain.points:g} points need about {needed:,} items",
    )


S4 = Rule(
    id="S4",
    name="effect below precision",
    severity=Severity.HIGH,
    source="binomial standard error",
    question="Can you judge on more items, or compare item by item (paired)?",
    needs=lambda plan: (
        _precision_inputs(plan) is not None or any(True for _ in small_claims(plan))
    ),
    find=_find_effect_below_precision,
    example_bad="The baseline has an accuracy of 70%. We expect a gain of 2 points on "
    "the "
    "500 test questions.",
    example_good="The baseline has an accuracy of 70%. We expect a gain of 6 points on "
    "the 500 test questions.",
)

RULES = (S4,)
