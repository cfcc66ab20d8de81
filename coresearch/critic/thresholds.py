"""How large a change must be to count: two such numbers for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.critic.clauses import clause_at
from coresearch.critic.document import Sentence
from coresearch.critic.facts import METRIC
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_COUNTS = Pattern(
    r"\b(?:success\w*|succeeds?|adopt\w*|deploy\w*|production|recommend\w*|roll\w* out|"
    r"ship(?:s|ped)?|worth having|smallest|least (?:i|we|that)|sesoi|act on|targets?|"
    r"goals?|mark|goes on|go on|switch(?:es)? over|is won|counts? as|replaces?|minimum|"
    r"aim|useful|matters?|care about|or more|act upon|bother|not less than)\b"
)
_FIRM = Pattern(r"\b(?:expect|predict|hypothes|bet|claim|should|will)")
_FIRM_NUMBER = Pattern(r"\bby (?:at least|more than) $")
_CHANGE = Pattern(
    r"\b(?:gains?|drops?|cuts?|falls?|improve\w*|reduc\w*|lowers?|raises?|increas\w*|"
    r"rises?|beats?|differences?|leads?|sesoi|smallest effect|advantage|decreas\w*|gap"
    r"|faster|slower|sooner|higher|shorter|shorten\w*|speed-?up|success at|ahead)"
    r"\b[^.;]{0,90}$"
)
_REFUTES = Pattern(
    r"\b(?:(?:is|are|am|be|were|was) (?:wrong|mistaken|lost)|refut\w+|disprov\w+"
    r"|retract\w*"
    r"|abandon the (?:hypothesis|claim|idea)|tell us that (?:we|it)"
    r"|hypothesis (?:fails|is"
    r" (?:refuted|rejected))|no worthwhile)\b"
)
_SHORT_OF = Pattern(
    r"(?:below|under|less than|smaller than|short of|not [\w ]{0,30}?by (?:at least )?"
    r"|has to [\w ]{1,20}?by|excludes) ?\+?$"
)
_UNITS = ("points", "percent", "minutes", "seconds", "milliseconds", "hours", "")
_OTHER = Pattern(
    r"\b(?:stop|abandon|give up|kill|pilot|fail\w*|(?:is|are|was|were) wrong|"
    r"stretch|ideal\w*|ceiling|not the mark|about another|interim|so far|earlier|"
    r"currently|surprised|nothing "
    r"hangs|power|standard (?:error|deviation)|margin of error|end the|no more than|at "
    r"most|guard|tolerat\w+|lose at most)\b"
)
_AROUND = Pattern(r"\b(?:about|around|roughly|some|nearly) $")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The size of a change from which on it counts."""

    number: Quantity
    metric: str
    sentence: Sentence
    refutes: bool = False
    """Whether a change that is smaller refutes the idea."""


def rival_thresholds(plan: Plan) -> Iterator[tuple[Threshold, Threshold]]:
    """The first two thresholds of one unit that differ."""
    kept: list[Threshold] = []
    for threshold in _thresholds(plan):
        rival = next((t for t in kept if _rivals(t, threshold)), None)
        if rival:
            yield rival, threshold
            return
        kept.append(threshold)


def _rivals(one: Threshold, two: Threshold) -> bool:
    if one.number.unit != two.number.unit or one.sentence is two.sentence:
        return False
    if one.refutes or two.refutes:
        refuting, counting = (one, two) if one.refutes else (two, one)
        # What lies between the two may be left open, but not be both.
        return not counting.refutes and refuting.number.value > counting.number.value
    if one.sentence.block == two.sentence.block:
        return False
    if one.metric and two.metric and one.metric != two.metric:
        return False
    return one.number.value != two.number.value


def _thresholds(plan: Plan) -> Iterator[Threshold]:
    for sentence in plan.prose:
        words = plan.words(sentence)
        if sentence.row >= 0 or words.endswith("?"):
            continue
        for quantity in plan.quantities_in(sentence.start, sentence.end):
            if _is_threshold(plan, sentence, words, quantity):
                metric = METRIC.search(words)
                name = metric[0].removesuffix("s") if metric else ""
                yield Threshold(quantity, name, sentence)
                break
            if _is_refuting(sentence, words, quantity):
                yield Threshold(quantity, "", sentence, refutes=True)
                break


def _is_refuting(sentence: Sentence, words: str, quantity: Quantity) -> bool:
    """As in "we are wrong if it falls by less than 2 points"."""
    if quantity.unit not in _UNITS or quantity.high is not None:
        return False
    before = words[: quantity.start - sentence.start]
    return bool(_REFUTES.search(words) and _SHORT_OF.search(before))


def _is_threshold(
    plan: Plan, sentence: Sentence, words: str, quantity: Quantity
) -> bool:
    if quantity.unit not in _UNITS or quantity.spread:
        return False
    text = plan.low[quantity.start : quantity.end]
    if quantity.high is not None or (not quantity.unit and not text.startswith("0.")):
        return False
    at = quantity.start - sentence.start
    start, end = clause_at(words, at)
    before, clause = words[start:at], words[start:end]
    if not _CHANGE.search(before) or _AROUND.search(before) or _OTHER.search(clause):
        return False
    if _COUNTS.search(clause) or _COUNTS.search(words[: at + 90]):
        return True
    return bool(_FIRM.search(words) and _FIRM_NUMBER.search(before))
