"""How large a change must be to count: two such numbers for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from coresearch.critic.clauses import clause_at
from coresearch.critic.document import Sentence
from coresearch.critic.facts import METRIC
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_COUNTS = Pattern(
    r"\b(?:success\w*|succeeds?|adopt\w*|deploy\w*|production|recommend\w*|roll\w* out|"
    r"ship(?:s|ped)?|worth|smallest|least (?:i|we|that|worth)|sesoi|act on|targets?|"
    r"goals?|(?:pass )?mark|goes on|go on|switch(?:es)? (?:over|to)|is won|counts? as|"
    r"replaces?|minimum|aim|useful|matters?|care about|or more|act upon|bother|"
    r"not less than|confirmed|effective|pays?|(?:my|our|the) (?:line|bar)\b|enough|"
    r"milestone|criterion|would (?:not )?(?:pay|matter|justify|change))\b"
)
_FIRM = Pattern(
    r"\b(?:expect|predict|hypothes|bet\b|claim|should|will\b|believe|wager|needs?\b)"
)
_CHANGE = Pattern(
    r"\b(?:gains?|savings?|saves?|drops?|cuts?|falls?|improve\w*|reduc\w*|lowers?|raises?|increas\w*|"
    r"rises?|beats?|warns?|differences?|leads?|sesoi|smallest effect|advantage|"
    r"decreas\w*|gap"
    r"|exceeds?|faster|slower|sooner|higher|shorter|shorten\w*|speed-?up|success at|"
    r"ahead)"
    r"\b[^.;]{0,90}$"
)
_CHANGE_AFTER = Pattern(
    r"[ \w]{0,24}?\b(?:ahead|over|above|below|under|more|less|fewer|better|higher|lower"
    r"|faster|slower|cheaper|shorter)\b(?! (?:than )?\d)"
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
_UNITS = (
    "days",
    "weeks",
    "points",
    "percent",
    "minutes",
    "seconds",
    "milliseconds",
    "hours",
    "",
)
_OTHER = Pattern(
    r"\b(?:stop|abandon|give up|kill|pilot|fail\w*|(?:is|are|was|were) wrong|"
    r"it is lost too|nobody would|stretch|ideal\w*|ceiling|not the mark|about another|"
    r"interim|so far|earlier|"
    r"currently|surprised|nothing "
    r"hangs|power|standard (?:error|deviation)|margin of error|end the|no more than|at "
    r"most|guard|tolerat\w+|lose at most)\b"
)
_AROUND = Pattern(r"\b(?:about|around|roughly|some|nearly) $")


class Sense(Enum):
    """What the number says of a change."""

    COUNTS = auto()
    """From there on it is a success."""
    EXPECTED = auto()
    """So large it is foretold to be."""
    REFUTES = auto()
    """What is smaller refutes the idea."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The size of a change from which on it counts."""

    number: Quantity
    metric: str
    sentence: Sentence
    sense: Sense


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
    senses = {one.sense, two.sense}
    if len(senses) == 1:
        told_apart = one.sentence.block == two.sentence.block
        return one.sense is Sense.COUNTS and not told_apart and _differ(one, two)
    if Sense.COUNTS not in senses or not _of_one_metric(one, two):
        return False
    counts, other = (one, two) if one.sense is Sense.COUNTS else (two, one)
    if other.sense is Sense.REFUTES:
        # What lies between the two may be left open, but not be both.
        return other.number.value > counts.number.value
    return counts.number.value > other.number.value  # fails as it is foretold


def _differ(one: Threshold, two: Threshold) -> bool:
    return _of_one_metric(one, two) and one.number.value != two.number.value


def _of_one_metric(one: Threshold, two: Threshold) -> bool:
    return not (one.metric and two.metric) or one.metric == two.metric


def _thresholds(plan: Plan) -> Iterator[Threshold]:
    label, row = "", (-1, -1)
    for sentence in plan.prose:
        words = plan.words(sentence)
        if sentence.row >= 0 and (sentence.block, sentence.row) != row:
            label, row = words, (sentence.block, sentence.row)
        if words.endswith("?") or (sentence.row >= 0 and not _COUNTS.search(label)):
            continue
        for quantity in plan.quantities_in(sentence.start, sentence.end):
            if _is_refuting(sentence, words, quantity):
                yield Threshold(quantity, "", sentence, Sense.REFUTES)
                break
            sense = _sense(plan, sentence, words, quantity)
            if sense is not None:
                metric = METRIC.search(words)
                name = metric[0].removesuffix("s") if metric else ""
                yield Threshold(quantity, name, sentence, sense)
                break


def _is_refuting(sentence: Sentence, words: str, quantity: Quantity) -> bool:
    """As in "we are wrong if it falls by less than 2 points"."""
    if quantity.unit not in _UNITS or quantity.high is not None:
        return False
    before = words[: quantity.start - sentence.start]
    return bool(_REFUTES.search(words) and _SHORT_OF.search(before))


def _sense(
    plan: Plan, sentence: Sentence, words: str, quantity: Quantity
) -> Sense | None:
    if quantity.unit not in _UNITS or quantity.spread:
        return None
    text = plan.low[quantity.start : quantity.end]
    if quantity.high is not None or (not quantity.unit and not text.startswith("0.")):
        return None
    at = quantity.start - sentence.start
    start, end = clause_at(words, at)
    before, clause = words[start:at], words[start:end]
    if words.startswith(" or less", at + len(text)):
        return None
    changes = _CHANGE.search(before) or _CHANGE_AFTER.match(words, at + len(text), end)
    if not changes or _AROUND.search(before) or _OTHER.search(clause):
        return None
    if sentence.row >= 0 or _COUNTS.search(clause):
        return Sense.COUNTS
    if _FIRM.search(words) or _FIRM.match(_lead(plan, sentence)):
        return Sense.EXPECTED
    return Sense.COUNTS if _COUNTS.search(words[: at + 90]) else None


def _lead(plan: Plan, sentence: Sentence) -> str:
    """The few words that open the paragraph, as in "**Bet.** On new floors …"."""
    before = plan.document.sentence_at(max(0, sentence.start - 1))
    words = plan.words(before)
    return words if before.block == sentence.block and len(words.split()) < 4 else ""
