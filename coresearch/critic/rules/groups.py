"""D, continued: several rows of one person or place, on both sides of a split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import provided
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE
from coresearch.critic.straddling import straddling

_UNIT = (
    r"(?P<unit>patient|user|subject|participant|session|repositor(?:y|ie)|speaker|"
    r"author"
    r"|hospital|household|customer|student|driver|writer|donor|animal|mouse|mice|plant"
    r"|site|device|site|farm|school|product|seller|person|people|individual|video|"
    r"machine"
    r"|company|companie|account|player|volunteer|child|worker|rider|scene|project|"
    r"station)s?"
)


_SOME_UNIT = _UNIT.replace("?P<unit>", "")


_ROW = (
    r"(?:images?|scans?|slices?|recordings?|windows?|segments?|clips?|rows?|"
    r"records?|samples?"
    r"|visits?|files?|functions?|commits?|utterances?|sentences?|reviews?|"
    r"messages?|posts?"
    r"|frames?|measurements?|observations?|x-rays?|trials?|events?|sequences?|"
    r"patches|tiles"
    r"|examples?|transactions?|essays?|answers?|notes?|photos?|reports?|epochs|"
    r"beats|days"
    r"|comments?|interactions?|clicks?|ratings?|entries|readings|signals?|"
    r"data points?|logs?)"
)


REPEATED_UNITS = Phrases(rf"""
    \d[\d,]* (?:\w+ ){{0,2}}?\w+s (?:from|of|by) (?:the |our |about |\
      some )?\d[\d,]* (?:\w+ )?{_SOME_UNIT}
    {_ROW} (?:\w+ ){{0,2}}?(?:from|of|by|across|over|for|recorded from|\
      collected from|taken from) (?:the |our |about |some |roughly |only |\
      a total of )?(?:\d[\d,]*|\w+teen|\w+ty|two|three|four|five|six|seven|eight|\
      nine|ten|twelve|several|multiple|many|different)? ?(?!one |a |an |single )\
      (?:\w+ )?{_UNIT}
    (?:several|multiple|many|\d[\d,]*|two|three|four|five|six|ten|repeated) \
      (?:\w+ )?{_ROW} (?:per|for each|from each|of each|for every|from every|\
      of every|by each) {_SOME_UNIT}
    each (?:of (?:the |our )?(?:\d[\d,]* )?)?{_SOME_UNIT} (?:has|have|\
      contribut\w+|provid\w+|gives?|record\w+|appears?|wrote|writes|supplie[sd]|\
      made|makes|visit\w*)
""")


_ANY_UNIT = Phrases(_UNIT)


_ROW_SPLIT = Phrases(r"""
    random(?:ly)?[^\n;]{0,50}?(?:split|splits|divided|partition\w*|folds?|\
      held out|hold out|holdout|train(?:ing)? (?:and|/)|train/test|80/20|70/30|\
      90/10)
    (?:split|splits|divide|divided|partition|partitioned|shuffle\w*|hold out|\
      held out)[^\n;]{0,80}?(?:random|at random|shuffl\w+|uniformly|stratified)
    shuffl\w+[^\n;]{0,60}?(?:split|fold|hold|held|divid)
    (?:\d+|five|ten|k|three)-fold (?:stratified )?(?:cross-?validation|cv)
    (?:split|splits|divide|divided|partition\w*|hold out|held out|\
      set aside)[^\n;]{0,40}?(?:\d+ ?[/:-] ?\d+|\d+ ?%)[^\n;]{0,30}
    train_test_split
    (?:row|image|record|sample|window|segment|frame|file|slice|sentence|scan|\
      visit|function|commit|utterance|clip|example|patch|tile|review|post|\
      message)-(?:level|wise) (?:split|fold|random|cross)\w*
    (?:80/20|70/30|90/10|75/25|80/10/10|70/15/15) (?:random )?(?:train[/-]test )?split
""")


_GROUPED = Phrases(rf"""
    (?:by|per|at the level of|on the level of|across|over|between|on) \
      (?:the )?{_SOME_UNIT}(?:(?: |-)(?:level|id|identity|identifier))?(?= ?\
      (?:[,.;:)\n]|so\b|and\b|not\b|rather|instead|$|into\b|to\b|before|level|\
      with\b))
    {_SOME_UNIT}-?(?: |-)(?:level|wise|independent|disjoint|stratified|grouped|based)
    grouped? (?:by|on|split|k-?fold|cross|shuffle)\w* | groupkfold | group k-?fold
    groupshufflesplit | group-?(?:wise|aware|level)
    leave-one-(?:subject|patient|user|speaker|session|group|site|hospital|\
      person|author|repository|project|out-\w+|\w+)-?\w*
    loso | disjoint | clustered by
    (?:no|every|each|any|all|same|one) \
      (?:\w+ ){{0,2}}?{_SOME_UNIT}[^\n]{{0,60}}?(?:in both|appears? in|only in|\
      on one side|entirely|contributes? to|two parts|both parts|more than one|\
      in exactly one|both sides|stay|kept together|same (?:side|split|fold|part)|\
      one (?:side|split|fold|part)|either|straddl|cross|more than one)
    (?:^|(?<=\n)|(?<=, )|(?<=; ))(?:the |these |all |first |then ){{0,2}}\
      (?:\d+ )?{_SOME_UNIT} (?:are|is|were) (?:\w+ ){{0,2}}?(?:divided|split|\
      assigned|partitioned|held out|allocated|kept|separated)
    (?:from|of|by) {_SOME_UNIT} (?:that|which|who) (?:are|were|is) (?:not|never|\
      n['’]t|only) (?:\w+ )?(?:in|seen|used|part|present|among)
    split (?:of|over) (?:the )?{_SOME_UNIT}
    (?:unseen|new|held-?out|different|other|separate|hidden|unknown) \
      (?:\w+ )?{_SOME_UNIT}
    one {_ROW} (?:per|from each|for each) {_SOME_UNIT}
    (?:kept|keep|stay|stays) together | chronological\w* | by (?:date|time|year)
    (?:split|divide|partition|assign|hold out|held out|separate)\w* (?:the )?\
      (?:\d+ )?{_SOME_UNIT}
""")


def _find_grouped_leak(plan: Plan) -> Iterator[Hit]:
    found = list(_find_row_split(plan))
    yield from found or _find_straddling(plan)


def _find_straddling(plan: Plan) -> Iterator[Hit]:
    """What the plan says in its own nouns: "a camera will contribute to all three"."""
    for mention, unit in straddling(plan):
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'Rows that belong together ("{unit}") come to lie on both sides of a split'
            f' ("{phrase}").',
            0.75,
        )


def _find_row_split(plan: Plan) -> Iterator[Hit]:
    units = plan.first(REPEATED_UNITS)
    split = plan.first(_ROW_SPLIT)
    if units is None or split is None:
        return
    unit = _unit_name(units.words)
    if _keeps_together(plan, unit):
        return
    phrase = plan.spelled(split.start, split.end)
    yield Hit(
        plan.sentence_passage(split.sentence),
        f'The data holds several rows per {unit}, and the split ("{phrase}") does not'
        f" keep"
        f" a {unit} on one side.",
        0.8,
        question=f"Is the result meant for {unit}s that were not seen in training?",
    )


_ANY_GROUPING = re.compile(
    r"group|disjoint|leave-one|loso|chronolog|together|by (?:date|time|year)"
)


def _keeps_together(plan: Plan, unit: str) -> bool:
    """Whether the split is said to respect this unit, or groups as such."""
    stem = unit.removesuffix("y")
    return any(
        (stem in mention.words or _ANY_GROUPING.search(mention.words))
        and (not mention.sentence.is_prose or plan.holds(mention, provided))
        for mention in plan.places(_GROUPED)
    )


def _unit_name(words: str) -> str:
    found = list(_ANY_UNIT.finditer(words))
    name = found[-1]["unit"] if found else "group"
    endings = {"repositorie": "repository", "companie": "company", "people": "person"}
    return endings.get(name, name)


D7 = Rule(
    id="D7",
    name="grouped leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.2",
    question="Is the result meant for groups that were not seen in training?",
    needs=lambda plan: plan.first(REPEATED_UNITS) is not None or any(straddling(plan)),
    find=_find_grouped_leak,
    example_bad="The data are 2,400 scans from 300 patients. "
    "We split the scans randomly into 80% training and 20% test.",
    example_good="The data are 2,400 scans from 300 patients. "
    "We split them randomly by patient into 80% training and 20% test.",
)

RULES = (D7,)
