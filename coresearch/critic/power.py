"""Power of a two-group comparison, from the plan's own effect, spread and size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import erf, sqrt

from coresearch.critic.document import Sentence
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_EFFECT = Pattern(
    r"\b(?:cohen['’]?s d|d|effect size|standardi[sz]ed (?:effect|difference))"
    r" ?(?:of|=|≈|~|is|about|around|at|to be)+ ?(?:about |around |roughly )?$"
)
_SPREAD = Pattern(
    r"\b(?:standard deviation|std\.?|sd|spread)(?: \w+){0,5}? ?(?:of|=|≈|~|is|about)+ ?"
    r"(?:about |around |roughly )?$"
)
_DIFFERENCE = Pattern(
    r"\b(?:difference|gain|improvement|effect|increase|reduction|rise|drop|advantage)"
    r" ?(?:of|=|is|by)+ ?(?:about |around |roughly |at least |some )?$"
)
_PER_GROUP = Pattern(
    r" ?(?:\w+ ){0,2}?(?:per|in each|for each|in every|in either|each)\b ?"
    r"(?:group|arm|condition|cell|treatment)?"
)
_EACH_GROUP = Pattern(
    r"\b(?:each|every|both|either) (?:groups?|arms?|conditions?)(?: \w+){0,3}? $"
    r"|\bgroups of $|\barms of $"
)
_HALVES = Pattern(
    r"\b(?P<n>\d{1,5}) [a-z][^\n.;]{2,60}?(?:,| and|,? while|;) (?P=n) "
    r"(?:\w+ )?(?:do not"
    r"|don['’]t|without|not|with|use|get|see|work|the other|control)"
)
_SIZED = ("people", "items", "n", "seeds", "runs", "")


@dataclass(frozen=True, slots=True)
class Power:
    """The inputs and the result of a power calculation."""

    effect: float
    """The standardised effect (Cohen's d)."""
    size: int
    """Per group."""
    power: float
    steps: str
    sentence: Sentence


def stated_power(plan: Plan) -> Power | None:
    """The power that the plan's own numbers give; None if it states too few."""
    effect = _standardised_effect(plan)
    size = _group_size(plan)
    if effect is None or size is None:
        return None
    d, steps = effect
    number, sentence = size
    power = two_group_power(d, number)
    text = (
        f"{steps}n = {number} per group: power = Φ({d:.2f}·sqrt({number}/2) − 1.96) ="
        f" {power:.2f}"
    )
    return Power(d, number, power, text, sentence)


def two_group_power(effect: float, size: int) -> float:
    """Of a two-sided test at 5% between two groups of `size` (normal approximation)."""
    return _normal(effect * sqrt(size / 2) - 1.96)


def size_for_power(effect: float) -> int:
    """The size per group that gives power 0.8 at 5%, two-sided."""
    return int(2 * ((1.96 + 0.8416) / effect) ** 2) + 1


def _normal(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))


def _standardised_effect(plan: Plan) -> tuple[float, str] | None:
    direct = _number_after(plan, _EFFECT)
    if direct and 0 < direct.value < 3:
        return direct.value, f"d = {direct.value:g}, "
    spread = _number_after(plan, _SPREAD)
    difference = _number_after(plan, _DIFFERENCE) or _number_before_comparative(plan)
    if spread is None or difference is None or not spread.value:
        return None
    if spread.unit != difference.unit and "" not in (spread.unit, difference.unit):
        return None
    d = difference.value / spread.value
    if not 0 < d < 5:
        return None
    return d, f"d = {difference.value:g}/{spread.value:g} = {d:.2f}, "


_HIGHER = Pattern(
    r" ?(?:higher|lower|better|worse|more|less|fewer|faster|slower|larger|smaller)\b"
)


def _number_before_comparative(plan: Plan) -> Quantity | None:
    """As in "0.5 points higher"."""
    for quantity in plan.quantities:
        if quantity.unit in ("points", "seconds", "minutes", "hours", ""):
            sentence = plan.document.sentence_at(quantity.start)
            if sentence.is_prose and _HIGHER.match(plan.low, quantity.end):
                return quantity
    return None


def _number_after(plan: Plan, before: Pattern) -> Quantity | None:
    for quantity in plan.quantities:
        sentence = plan.document.sentence_at(quantity.start)
        first = max(sentence.start, quantity.start - 70)
        if sentence.is_prose and before.search(plan.low[first : quantity.start]):
            return quantity
    return None


def _group_size(plan: Plan) -> tuple[int, Sentence] | None:
    for quantity in plan.quantities:
        sentence = plan.document.sentence_at(quantity.start)
        if quantity.unit not in _SIZED or not sentence.is_prose:
            continue
        if not 2 <= quantity.value <= 100_000 or quantity.value != int(quantity.value):
            continue
        after = plan.low[quantity.end : min(sentence.end, quantity.end + 40)]
        before = plan.low[max(sentence.start, quantity.start - 40) : quantity.start]
        if _PER_GROUP.match(after) or _EACH_GROUP.search(before):
            return int(quantity.value), sentence
    return _half_of_total(plan)


def _half_of_total(plan: Plan) -> tuple[int, Sentence] | None:
    two = re.search(
        r"\b(?:two|2) (?:\w+ )?(?:groups|arms|conditions)\b|\bboth (?:groups|arms)\b",
        plan.low,
    )
    halves = _HALVES.search(plan.low)
    if halves and 2 <= int(halves["n"]) <= 100_000:
        return int(halves["n"]), plan.document.sentence_at(halves.start())
    people = [q for q in plan.counted("people") if q.value >= 4]
    if two is None or len(people) != 1:
        return None
    return int(people[0].value // 2), plan.document.sentence_at(people[0].start)
