"""Targets: a metric, a direction and a number, and which of them cannot both hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coresearch.critic.changes import Edit, replaced
from coresearch.critic.document import Sentence
from coresearch.critic.facts import METRIC
from coresearch.critic.numbers import Quantity
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_TARGET = Pattern(
    r"\b(?:targets?|goals?|success\w*|succeeds?|aim(?:s|ing)?|must|required?|requires?"
    r"|requirement|need(?:s|ed)? to|pass(?:es)? if|adopts?|accepts?|goes live|"
    r"acceptance|threshold|bar is)\b"
)
# Numbers in such company are another level of the same thing, or no target at all.
_OTHER_LEVEL = Pattern(
    r"\b(?:stretch|ideal(?:ly)?|bonus|hope|dream|kill|stop|abandon|give up|"
    r"drop the|pilot"
    r"|baseline|currently?|today|so far|previous\w*|published|reported|earlier|"
    r"prior|was"
    r"|were|reaches|achieves|reached|achieved|first (?:milestone|phase|stage|"
    r"month)|phase"
    r"|milestone|interim|stage|step \d|week \d+|month \d+|fallback|worst|null|fails?"
    r"|otherwise|interval|confidence|alpha|human|upper bound|ceiling|chance|power)\b"
)
_UP = Pattern(
    r"(?:at least|≥|>=?|more than|above|over|exceeds?|reach(?:es)?|minimum"
    r"(?: of)?|of|is"
    r"|by|to|or better|=|:) ?$"
)
_DOWN = Pattern(
    r"(?:at most|≤|<=?|less than|below|under|no more than|maximum(?: of)?) ?$"
)
TARGET_UNITS = ("points", "percent", "", "milliseconds", "seconds", "minutes", "hours")
_CLAUSE_END = Pattern(r"[;\n]|, (?:and|but|while|whereas|with|or)\b| while | whereas ")
_ABOUT = Pattern(
    r"\b(?i:on|for|in|of|at) (?:the |our |a )?([A-Z][\w./-]+"
    r"(?: [A-Z0-9][\w./-]*)*|[a-z]+"
    r"(?=[- ](?:set|split|data|subset|task|domain|language|setting|condition|arm)\b)"
    r"|(?:large|small|tiny|base|medium|rare|common|easy|hard|long|short)\b)"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a metric is meant to reach."""

    metric: str
    down: bool
    number: Quantity
    sentence: Sentence
    about: frozenset[str]
    """The data sets, models or parts that the sentence names."""


def targets(plan: Plan) -> Iterator[Target]:
    """Every target that the plan's prose states."""
    for sentence in plan.prose:
        words = plan.words(sentence)
        if sentence.row >= 0 or _OTHER_LEVEL.search(words):
            continue
        title = plan.document.sections[sentence.section].title.lower()
        if not _TARGET.search(words) and not _TARGET.search(title):
            continue
        for quantity in plan.quantities_in(sentence.start, sentence.end):
            target = _target(plan, sentence, words, quantity)
            if target:
                yield target


def _target(
    plan: Plan, sentence: Sentence, words: str, quantity: Quantity
) -> Target | None:
    if quantity.unit not in TARGET_UNITS or quantity.spread:
        return None
    if quantity.high is not None or quantity.factors:
        return None
    at, end = quantity.start - sentence.start, quantity.end - sentence.start
    if not quantity.unit and not _is_score(words[at:end]):
        return None
    before = words[max(0, at - 25) : at]
    down = bool(_DOWN.search(before))
    if not down and not _UP.search(before):
        return None
    metric = _metric_near(words, at, end)
    if not metric:
        return None
    spelled = plan.document.text[sentence.start : sentence.end]
    kind = "gain " if quantity.unit == "points" or _is_change(words, at) else ""
    about = frozenset(name.lower() for name in _ABOUT.findall(spelled))
    about -= frozenset(metric.split())
    return Target(kind + metric, down, quantity, sentence, about)


def _is_score(text: str) -> bool:
    return bool(re.fullmatch(r"0?\.\d+|1\.0+|\d{2}\.\d+", text.strip()))


def _is_change(words: str, at: int) -> bool:
    before = words[max(0, at - 40) : at]
    return bool(
        re.search(
            r"\b(?:by|gain|improve\w*|increase\w*|reduc\w+|drop\w*|cut\w*)\b", before
        )
    )


def _metric_near(words: str, at: int, end: int) -> str:
    """The metric that stands closest in the same part of the sentence."""
    breaks = [match.end() for match in _CLAUSE_END.finditer(words, 0, at)]
    first = breaks[-1] if breaks else 0
    stop = _CLAUSE_END.search(words, end)
    last = stop.start() if stop else len(words)
    found = [
        (_distance(match.span(), at, end), match[0].removesuffix("s"))
        for match in METRIC.pattern.finditer(words, first, last)
    ]
    return min(found)[1] if found else ""


def _distance(span: tuple[int, int], at: int, end: int) -> int:
    return at - span[1] if span[1] <= at else span[0] - end + 5


def conflicts(plan: Plan) -> Iterator[tuple[Target, Target]]:
    """Pairs of targets that differ in nothing but the number, each metric once."""
    kept: dict[tuple[str, bool, str], list[Target]] = {}
    for target in targets(plan):
        unit = target.number.unit
        known = kept.setdefault((target.metric, target.down, unit), [])
        rival = next((t for t in known if _conflict(t, target)), None)
        if rival is None:
            known.append(target)
            continue
        known.clear()
        yield rival, target


def _conflict(one: Target, two: Target) -> bool:
    if one.number.value == two.number.value or one.sentence is two.sentence:
        return False
    if one.about and two.about and one.about != two.about:
        return False
    return one.sentence.block != two.sentence.block or not (one.about or two.about)


def corrected(plan: Plan, first: Target, second: Target) -> Edit:
    """The second place with the number of the first."""
    number = plan.spelled(first.number.start, first.number.end)
    return replaced(plan, second.number.start, second.number.end, number)
