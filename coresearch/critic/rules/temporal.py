"""D, continued: is the future kept out of what is learnt?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.clauses import asserted, mentioned
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE
from coresearch.critic.rules.groups import REPEATED_UNITS
from coresearch.critic.straddling import random_deals

_TEMPORAL = Phrases(r"""
    forecast\w* | time[- ]series
    (?:next|following|coming|tomorrow['’]s|future) (?:day|week|month|hour|\
      quarter|year|season|period|values?|prices?|demand|sales|load|readings?|step|\
      steps|purchase|visit)s?(?:['’]s)?
    (?:predict\w*|anticipat\w+) (?:\w+ ){0,4}?(?:tomorrow|the future|next \
      (?:day|week|month|year|hour))
    (?:hours|days|weeks|steps|months) ahead | ahead of time
    (?:daily|hourly|weekly|monthly) (?:prices?|demand|sales|load|readings?|\
      series|data|records|counts|values|returns|consumption|temperatures?|\
      measurements?)
""")
_RANDOM_SPLIT = Phrases(r"""
    (?:random(?:ly)?|shuffl\w+)[^\n;]{0,60}?(?:split|splits|divided?|\
      partition\w*|folds?|held out|hold out|holdout|train(?:ing)?(?: and |/)test|\
      80/20|70/30|90/10|for testing|as (?:the )?test|test (?:set|part|data))
    (?:split|splits|divide|divided|partition\w*|hold out|held out|set aside|\
      drawn|sampled|assigned?)[^\n;]{0,80}?(?:at random|randomly|shuffl\w+|\
      uniformly|random (?:\d|subset|sample|rows|days|windows|hours))
    (?:\d+|five|ten|k|three)-?fold (?:stratified )?(?:cross-?validation|cv) | k-?fold
    train_test_split
    random (?:\d+ ?%|80/20|70/30|subset|sample|days|windows|rows)[^\n;]{0,40}?\
      (?:test|held|hold)
""")
_IN_TIME = Phrases(r"""
    chronolog\w* | rolling | walk[- ]forward | expanding(?:[- ]window)? | time-?based
    temporal(?:ly)? (?:split|order|hold|block|cross|separat)\w*
    by (?:date|time|year|month|week|day)(?! of) | timeseriessplit
    forward[- ]chaining | blocked | blocks of | in (?:time|temporal) order
    (?:last|final|latest|most recent|later) (?:\w+ )?(?:years?|months?|weeks?|\
      days?|\d+ ?%|quarter|season|part|period)
    before \d{4} | after \d{4} | until \d{4} | up to \d{4} | from \d{4} on | purged
    embargo | backtest\w* | the past | earlier (?:years|months|weeks|data)
    out-of-time | origin
""")


def _find_temporal_leak(plan: Plan) -> Iterator[Hit]:
    series = plan.first(_TEMPORAL, mentioned)
    if series is None:
        return
    split = _deals_time(plan)
    if split is not None:
        yield _temporal_hit(plan, series, split)
        return
    split = plan.first(_RANDOM_SPLIT, _cut_at_random)
    if series is None or split is None or plan.says(_IN_TIME):
        return
    if plan.first(REPEATED_UNITS):
        return  # rows of many people or places: they are what must not be split
    yield _temporal_hit(plan, series, split)


_TIME_ROWS = Pattern(
    r"\b(?:hours|days|weeks|months|time steps|minutes|quarters|years|timestamps|dates"
    r"|(?:19|20)\d\d to|series|span)\b"
)


def _deals_time(plan: Plan) -> Mention | None:
    """A sentence that deals hours or days out as if they had no order."""
    for deal in random_deals(plan):
        words = plan.words(deal.sentence)
        if _TIME_ROWS.search(words) and not _IN_TIME.search(words):
            return deal
    return None


def _cut_at_random(words: str, span: tuple[int, int]) -> bool:
    """Whether it is done: "a random split would let it see tomorrow" is not."""
    return asserted(words, span) and not re.search(r"\bwould\b", words[span[1] :])


def _temporal_hit(plan: Plan, series: Mention, split: Mention) -> Hit:
    phrase = plan.spelled(split.start, split.end)
    task = plan.spelled(series.start, series.end)
    return Hit(
        plan.sentence_passage(split.sentence),
        f'The plan is about time ("{task}"), but its split ("{phrase}") trains on days'
        " that lie after the tested ones.",
        0.8,
    )


D6 = Rule(
    id="D6",
    name="temporal leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.1",
    question="Would the model be judged only on what lies after everything it was"
    " trained "
    "on?",
    needs=lambda plan: plan.first(_TEMPORAL, mentioned) is not None,
    find=_find_temporal_leak,
    example_bad="We forecast the demand of the next day from four years of sales. "
    "The days are split at random, 80/20.",
    example_good="We forecast the demand of the next day from four years of sales. "
    "The last year is the test period.",
)

RULES = (D6,)
