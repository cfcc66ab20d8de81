"""How many items are judged, at what rate, and what gain is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from coresearch.critic.clauses import hypothetical, negated
from coresearch.critic.document import Sentence
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_JUDGED = Pattern(
    r"\b(?:test|tested|testing|eval\w*|held-out|hold-out|hidden|benchmark|"
    r"unseen|sealed"
    r"|scored?|measur\w+|assess\w*|solv\w+|compare\w*|answer\w*|graded?|judged?|n ?=)\b"
)
_NOT_JUDGED = Pattern(
    r"\b(?:train(?:ing|ed)?|fine-?tun\w+|validation|dev|development|pilot|calibrat\w+"
    r"|pre-?train\w*|warm-?up|tuning|few-shot|in-context|demonstrations?|agreement"
    r"|kappa|spot-check\w*|double-coded)\b"
)
_RATE = Pattern(
    r"\b(?:accuracy|success rate|pass rate|pass@1|exact match|error rate|solve rate"
    r"|win rate|recall|hit rate|completion rate|correct(?:ly)?|solves?|answers?|scores?"
    r"|failure rate|sensitivity|specificity|response rate|gets?|right)\b"
)
_BASE = Pattern(
    r"\b(?:baseline|base rate|currently?|today|now|existing|published|reported|so far"
    r"|pilot|previous\w*|at present|stands at|reaches|achieves|scores?|gets?|solves"
    r"|answers|has an?|around|about|roughly|near|from|starts? (?:at|from)|reference"
    r"|incumbent|status quo|is)\b"
)
_GAIN = Pattern(
    r"\b(?:improv\w+|gain\w*|increas\w+|rais\w+|exceed\w*|outperform\w*|beat\w*|"
    r"by|higher"
    r"|better|above|over|more|lift\w*|boost\w*|add\w*|advantage|difference|"
    r"reduc\w+|drop|success|rise|climb\w*|fall|fewer"
    r"|lower|smallest effect|at least|margin|worth having)\b"
)
_RATE_UNLIKE = Pattern(
    r"\b(?:latency|tokens?|memory|time|cost|seconds?|speed|throughput|energy|loss|"
    r"perplexity|bleu|rouge|mae|rmse|ndcg\S*|mrr|f1|auroc|auc|auprc|dice|iou|map|"
    r"chrf|return|reward|r2)\b"
)
PAIRED = Pattern(
    r"\bpaired\b|\bmcnemar|\bsign test|\bwilcoxon signed|\bmixed[- ](?:effects?|model)"
    r"|\bcochran|\bper-item difference|\bwithin-item|\bsame items"
)


_FEWEST = 20
"""Whoever judges on fewer cases speaks of no rates."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A number of judged items."""

    size: int
    number: Quantity
    sentence: Sentence


def judged_samples(plan: Plan) -> Iterator[Sample]:
    """The sample sizes on which results are judged, as far as the plan states them."""
    for quantity in plan.counted("items", "n", "people"):
        sentence = plan.document.sentence_at(quantity.start)
        words = plan.words(sentence)
        at = quantity.start - sentence.start
        if not _FEWEST <= quantity.value <= 10_000_000 or quantity.factors:
            continue
        near = words[max(0, at - 45) : quantity.end - sentence.start + 25]
        if re.search(
            r"\bper\b|\beach\b|\bof (?:their|its|those|these) $",
            words[max(0, at - 9) : at],
        ):
            continue
        if _NOT_JUDGED.search(near) and not re.search(r"\btest|held-out|hidden", near):
            continue
        if _JUDGED.search(words):
            yield Sample(int(quantity.most), quantity, sentence)


def test_sizes_named(plan: Plan) -> Iterator[Sample]:
    """A plain number that the words before it make a size: "a test set of 500"."""
    pattern = re.compile(
        r"(?:test|held-out|evaluation|hidden)(?: \w+)? (?:set|split|partition|part|"
        r"sample)"
        r"s? (?:of|has|with|holds|contains|counts)[ (]+(?:about |some |only )?$"
    )
    for quantity in plan.counted("", "items", "n"):
        sentence = plan.document.sentence_at(quantity.start)
        before = plan.low[max(sentence.start, quantity.start - 60) : quantity.start]
        if (pattern.search(before) and quantity.value >= 5) or (
            _TESTED.match(plan.low, quantity.start) and quantity.value >= _FEWEST
        ):
            yield Sample(int(quantity.most), quantity, sentence)


_TESTED = Pattern(
    r"[\d,]+ (?:(?:test|held-out|sealed|unseen|hidden) )[a-z-]+s\b"
    r"|[\d,]+ [a-z-]+s (?:(?:for|in|of) (?:the )?test|sealed|held out|are the test)"
)


def sample_size(plan: Plan) -> Sample | None:
    """The largest sample on which a result is judged."""
    found = [*test_sizes_named(plan), *judged_samples(plan)] or [*_any_samples(plan)]
    return max(found, key=lambda sample: sample.size, default=None)


def _any_samples(plan: Plan) -> Iterator[Sample]:
    """Where nothing is called a test: whatever cases there are that nothing trains."""
    for quantity in plan.counted("items"):
        sentence = plan.document.sentence_at(quantity.start)
        if quantity.value < _FEWEST or quantity.factors:
            continue
        if not _NOT_JUDGED.search(plan.words(sentence)):
            yield Sample(int(quantity.most), quantity, sentence)


@dataclass(frozen=True, slots=True)
class Rate:
    """A proportion between 0 and 1, and where it stands."""

    value: float
    sentence: Sentence | None


def base_rate(plan: Plan) -> Rate:
    """The accuracy from which the plan starts; one half if it states none."""
    best: tuple[int, Rate] | None = None
    for quantity in plan.counted("percent", ""):
        sentence = plan.document.sentence_at(quantity.start)
        words = plan.words(sentence)
        value = _as_rate(plan, quantity)
        if value is None or not _RATE.search(words):
            continue
        at = quantity.start - sentence.start
        before = words[max(0, at - 45) : at]
        if re.search(r"\bby(?: (?:at least|about|some))? $", before):
            continue
        strength = 2 * bool(_BASE.search(before)) + bool(_BASE.search(words))
        if strength and (best is None or strength > best[0]):
            best = strength, Rate(value, sentence)
    return best[1] if best else Rate(0.5, None)


def _as_rate(plan: Plan, quantity: Quantity) -> float | None:
    if quantity.spread or quantity.factors:
        return None
    text = plan.low[quantity.start : quantity.end]
    if quantity.unit == "percent" and 1 <= quantity.value < 100:
        return quantity.value / 100
    if not quantity.unit and re.fullmatch(r"0?\.\d+", text):
        return quantity.value
    return None


@dataclass(frozen=True, slots=True)
class Gain:
    """A claimed difference in points, and where it is claimed."""

    points: float
    number: Quantity
    sentence: Sentence


def claimed_gain(plan: Plan) -> Gain | None:
    """The smallest difference in points that the plan claims or wants to see."""
    found = []
    for quantity in plan.counted("points", "percent"):
        sentence = plan.document.sentence_at(quantity.start)
        if not sentence.is_prose:
            continue
        words = plan.words(sentence)
        span = (quantity.start - sentence.start, quantity.end - sentence.start)
        before = words[max(0, span[0] - 50) : span[0]]
        if quantity.unit == "percent" and not re.search(
            r"\bby (?:at least |about |some |more than |around )?$", before
        ):
            continue
        if quantity.unit == "percent" and not _RATE.search(words):
            continue
        named = "percentage" in plan.low[quantity.start : quantity.end]
        if not _GAIN.search(words) or not _is_about_rate(plan, words, named=named):
            continue
        if _MARGIN.search(words):
            continue
        if quantity.spread or not 0 < quantity.value <= 30:
            continue
        if negated(words, span) or _is_other_number(words, span):
            continue
        found.append(Gain(quantity.value, quantity, sentence))
    return min(found, key=lambda gain: gain.points, default=None)


_MARGIN = Pattern(r"\bmargins? (?:of|about|near|is|at)\b|half-width|±|\bnoise\b")


def _is_about_rate(plan: Plan, words: str, *, named: bool) -> bool:
    """Whether a sentence speaks of a share of items, for which the margin holds."""
    if _RATE_UNLIKE.search(words):
        return False
    return named or bool(_RATE.search(words)) or not _RATE_UNLIKE.search(plan.low)


def _is_other_number(words: str, span: tuple[int, int]) -> bool:
    """A margin, an interval or a kill threshold is no claim of a gain."""
    around = words[max(0, span[0] - 60) : span[1] + 30]
    if re.search(
        r"margin of error|half-width|interval|standard (?:error|deviation)|±|\bsd\b|"
        r"\bse\b|precision of|detect",
        around,
    ):
        return True
    return hypothetical(words, span) and bool(
        re.search(
            r"\b(?:stop|abandon|kill|drop|give up|less than|below|under)\b", words
        )
    )


def binomial_margin(rate: float, size: int) -> float:
    """Half the width, in points, of the 95% interval of a rate over `size` items."""
    return 196.0 * sqrt(rate * (1 - rate) / size)
