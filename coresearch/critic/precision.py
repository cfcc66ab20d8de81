"""A gain that one paragraph claims on its own, small set of cases.

A plan may judge its main result on 40,000 frames and read something else off 600 of
them. So a gain is first held against the number of cases in its own paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coresearch.critic.document import Sentence
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan
from coresearch.critic.samples import PAIRED, Gain, Rate, Sample, binomial_margin

_GAINED = Pattern(
    r"\b(?:gain|improv|ahead|better|higher|lower|drop|fall|rise|more|less|fewer|lead|"
    r"advantage|beat|increase|reduc|exceed|contribution|add)"
)
_DENIED = Pattern(
    r"\b(?:cannot|too (?:few|coarse|small|noisy)|no (?:gain|improvement)|not claim|"
    r"margin|half-width|standard (?:error|deviation)|interval|detect|power)|±"
)
_AMONG = Pattern(
    r"\b(?:on|off|among|over|of|from|across|in|draw|score|test|with|to)"
    r"(?: (?:the|all|these|those|its|our|only|last|first|about))* $"
)
_CASES = Pattern(r" (?:[a-z-]+ )?[a-z-]+s\b")
_NO_CASES = Pattern(
    r" (?:[a-z-]+ )?(?:seeds|runs|draws|resamples|epochs|steps|trials|settings|points|"
    r"hours|minutes|seconds|days of|weeks|tokens|parameters|layers|configurations|"
    r"bootstrap)\b"
)
_NO_RATE = Pattern(
    r" (?:level|confidence|interval|ci\b|typing|noise|wrong|missing|load|of the (?:rows"
    r"|words|training))"
)


def small_claims(plan: Plan) -> Iterator[tuple[Sample, Gain, Rate]]:
    """Gains that the cases of their own paragraph cannot resolve."""
    for number in plan.counted("points"):
        sentence = plan.document.sentence_at(number.start)
        words = plan.words(sentence)
        if not sentence.is_prose or number.spread or not 0 < number.value <= 30:
            continue
        if not _GAINED.search(words) or _DENIED.search(words):
            continue
        block = [s for s in plan.prose if s.block == sentence.block]
        text = plan.low[block[0].start : block[-1].end]
        sample, rate = _largest(plan, block), _rate(plan, block, number.value)
        if sample is None or rate is None or PAIRED.search(text):
            continue
        if binomial_margin(rate.value, sample.size) > number.value:
            yield sample, Gain(number.value, number, sentence), rate


def _largest(plan: Plan, block: list[Sentence]) -> Sample | None:
    found = [
        Sample(int(q.value), q, s)
        for s in block
        for q in plan.quantities_in(s.start, s.end)
        if _is_cases(plan, s, q)
    ]
    return max(found, key=lambda sample: sample.size, default=None)


def _is_cases(plan: Plan, sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.unit not in ("items", "people", "n", "", "days") or quantity.factors:
        return False
    if quantity.value < 20 or quantity.value != int(quantity.value):
        return False
    number = plan.low[quantity.start : quantity.end].split()[0]
    end = quantity.start + len(number)
    before = plan.low[max(sentence.start, quantity.start - 40) : quantity.start]
    if not _AMONG.search(before) and quantity.unit != "n":
        return False
    return bool(_CASES.match(plan.low, end)) and not _NO_CASES.match(plan.low, end)


def _rate(plan: Plan, block: list[Sentence], points: float) -> Rate | None:
    for sentence in block:
        pair = _pair(plan, sentence, points)
        if pair:
            return pair
    for sentence in block:
        for rate in _rates(plan, sentence):
            return Rate(rate / 100, sentence)
    return None


def _rates(plan: Plan, sentence: Sentence) -> list[float]:
    return [
        q.value
        for q in plan.quantities_in(sentence.start, sentence.end)
        if q.unit == "percent"
        and not q.spread
        and 1 <= q.value < 100
        and not _NO_RATE.match(plan.low, q.end)
    ]


def _pair(plan: Plan, sentence: Sentence, points: float) -> Rate | None:
    """ "BM25 around 80 % and n-grams around 82 %": two rates and their difference."""
    rates = _rates(plan, sentence)
    for one, two in pairwise(rates):
        if abs(abs(one - two) - points) < 0.051:
            return Rate(min(one, two) / 100, sentence)
    return None


def rate_of_pair(plan: Plan, points: float) -> Rate | None:
    """The lower of two rates that the plan states and that lie `points` apart."""
    found = (_pair(plan, s, points) for s in plan.prose if s.row < 0)
    return next((rate for rate in found if rate), None)
