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
    r"advantage|beat|increase|reduc|exceed|contribution|add|hope|target|expect|aim"
    r"|goal|climb|want|justif|worth|success|adopt)"
)
_DENIED = Pattern(
    r"\b(?:cannot|too (?:few|coarse|small|noisy)|no (?:gain|improvement)|not claim|"
    r"margin|half-width|standard (?:error|deviation)|interval|detect|power)|±"
)
_CASES = Pattern(r" (?:[a-z-]+ )?[a-z-]+s\b")
_NO_CASES = Pattern(
    r" (?:[a-z-]+ )?(?:seeds|runs|draws|resamples|epochs|steps|settings|points|"
    r"hours|minutes|seconds|days of|weeks|tokens|parameters|layers|configurations|"
    r"bootstrap|samples of|replicates|permutations|euros|dollars|words|pages|degrees"
    r"|months|years|rounds|classes|units|features|times|machines|raters|annotators)\b"
)
_TRIALS = Pattern(r" (?:[a-z-]+ )?trials\b")
_SEARCH = Pattern(r"\b(?:tun|search|hyper|grid|optuna|settings|learning rate)")
_NO_RATE = Pattern(
    r" (?:level|confidence|interval|ci\b|typing|noise|wrong|missing|load|of the (?:rows"
    r"|words|training))"
)


def small_claims(plan: Plan) -> Iterator[tuple[Sample, Gain, Rate]]:
    """Gains that the cases of their own paragraph cannot resolve."""
    for gain, block, known in _claims(plan):
        sample = _largest(plan, block)
        rate = known or _rate(plan, block, gain.points)
        if sample is None or rate is None or _is_weighed(plan, gain, block):
            continue
        if binomial_margin(rate.value, sample.size) > gain.points:
            yield sample, gain, rate


def _claims(plan: Plan) -> Iterator[tuple[Gain, list[Sentence], Rate | None]]:
    """Each claimed gain, its paragraph, and the rate it starts from if it says so."""
    for sentence in plan.prose:
        words = plan.words(sentence)
        if not _GAINED.search(words) or _DENIED.search(words):
            continue
        block = [s for s in plan.prose if s.block == sentence.block]
        for number in plan.quantities_in(sentence.start, sentence.end):
            if number.unit == "points" and not number.spread and 0 < number.value <= 30:
                yield Gain(number.value, number, sentence), block, None
        yield from _hoped_for(plan, sentence, block)


_WEIGHED = Pattern(
    r"\bmargins?\b|half-width|±|\bknown to\b|\bstandard errors?\b|\bdesign effect\b"
)


def _is_weighed(plan: Plan, gain: Gain, block: list[Sentence]) -> bool:
    """Whether the sentences around the claim pair the cases or tell their precision."""
    at = block.index(gain.sentence)
    near = block[max(0, at - 1) : at + 2]
    text = plan.low[near[0].start : near[-1].end]
    return bool(PAIRED.search(text) or _WEIGHED.search(text))


_GOAL = Pattern(
    r"\b(?:rise|rises|fall|falls|drop|drops|climb|improve\w*|increase|grow|go up|goes u"
    r"p|lift\w*|cut|reduc\w+|down|up|hop(?:e|ed|ing)|expect\w*|target\w*|aim\w*|goal"
    r"|want\w*|wish\w*|reach\w*|adopted if|bought if|success is|enough)\b[^.;%]{0,40}$"
)
_GOAL_AFTER = Pattern(
    r" (?:is |are |would be )?(?:hoped|expected|wanted|aimed|wished|targeted|the targ"
    r"et)"
)
_MOST_HOPED = 15.0


def _hoped_for(
    plan: Plan, sentence: Sentence, block: list[Sentence]
) -> Iterator[tuple[Gain, list[Sentence], Rate | None]]:
    """ "70 % now, 73 % hoped for"; "stands near 70 %; a rise to 72 %"."""
    before: list[Quantity] = []
    for s in block:
        for rate in _rates(plan, s):
            known = before[-1] if before else None
            before.append(rate)
            if s is not sentence or known is None:
                continue
            points = round(abs(rate.value - known.value), 3)
            start = max(s.start, rate.start - 60)
            goal = _GOAL.search(plan.low, start, rate.start) or _GOAL_AFTER.match(
                plan.low, rate.end
            )
            if goal and 0 < points <= _MOST_HOPED:
                yield Gain(points, rate, s), block, Rate(known.value / 100, s)


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
    if _NO_CASES.match(plan.low, end):
        return False
    if _TRIALS.match(plan.low, end) and _SEARCH.search(plan.words(sentence)):
        return False
    return quantity.unit == "n" or bool(_CASES.match(plan.low, end))


def _rate(plan: Plan, block: list[Sentence], points: float) -> Rate | None:
    for sentence in block:
        pair = _pair(plan, sentence, points)
        if pair:
            return pair
    for sentence in block:
        for rate in _rates(plan, sentence):
            return Rate(rate.value / 100, sentence)
    return None


def _rates(plan: Plan, sentence: Sentence) -> list[Quantity]:
    return [
        q
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
        if abs(abs(one.value - two.value) - points) < 0.051:
            return Rate(min(one.value, two.value) / 100, sentence)
    return None


def rate_of_pair(plan: Plan, points: float) -> Rate | None:
    """The lower of two rates that the plan states and that lie `points` apart."""
    found = (_pair(plan, s, points) for s in plan.prose if s.row < 0)
    return next((rate for rate in found if rate), None)
