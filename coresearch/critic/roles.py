"""Which data a plan means by its own names: the 4 test hotels, the year laid aside.

Plans seldom say "test set". They give their data parts in one sentence ("five homes are
for training, five for choosing settings, seven stay sealed") and call them later by a
number, a year or a month. Those names are gathered here once for the whole plan; one
that stands for two roles stands for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Plan

_TEST_WORDS = Pattern(
    r"\b(?:test(?<!t-test)(?<!t test)(?<!paired test)(?<!one test)(?<!unit test)"
    r"(?:s|ing)?\b(?! (?:statistic|server|suite|case\b|bench|rig|machine|whether|if\b"
    r"|that|is\b|are\b|of\b|for\b|the\b|this|a\b|an\b|with|it|them|our|by\b|at\b))"
    r"|held[- ]?(?:out|back)|hold-?outs?\b|sealed\b|judging\b|verdict\b|unsealed\b"
    r"|(?:laid|set|put|kept|left|locked|stored|stay|stays|lie|lies) "
    r"(?:aside|apart|back|away|untouched|in (?:the|a) (?:drawer|safe|vault))\b"
    r"|final (?:figures?|evaluation|results?|scores?|report|count|exam|verdict|test"
    r"|measure\w*|numbers?|assessment|benchmark|comparison)\b"
    r"|evaluation (?:set|split|data|part|portion|period|questions|items|tasks|"
    r"documents|problems|images|cases)\b|final table\b"
    r"|which (?:the )?results? (?:is|are) reported|unseen\b|never seen\b"
    r"|(?:for|to) (?:measur|report|judg|scor)\w+\b)"
)
_FINAL_DATA = Pattern(
    r"\bfinal (?!epoch|model|checkpoint|layer|step|prompt|version|weight|network|it"
    r"eration|run|stage|phase|choice|setting|config|list|answer|answers|draft|loss"
    r"|round|predict|policy|state|hidden|arm|value|reward|fit|decision|analys)(?:\w+ )"
    r"?\w+s\b"
)
_CHOICE_WORDS = Pattern(
    r"\bvalid|\bdev\b|\bdevelop|\bchoos|\bchoice|\btuning|\btune|\bselect|\bcalibrat"
    r"|\bpick|\bpilot|\binner\b|\bcross-"
)
_TRAIN_WORDS = Pattern(r"\b(?:re)?train|\bfit(?:s|ted|ting)?\b|\blearn(?:s|ing|t)?\b")
_NOT_TRAINED = Pattern(r"\b(?:not|never|no|without|outside|absent from)\b[^,;]{0,40}$")
_SEGMENT = Pattern(
    r", (?:and )?|; | – |: | and (?=(?:\d[\d,%]*|one|two|three|four|five|six|seven"
    r"|eight"
    r"|nine|ten|the|another) (?:[\w%]+ ){0,2}(?:for|as|to|are|is|stay|serve)\b)"
)
_MONTH = (
    r"january|february|march|april|june|july|august|september|october|november|december"
)
_KEYS = Pattern(
    r"\blast \d+ ?%|"
    rf"\b(?:{_MONTH})\b|\b(?:19|20)\d\d\b|\bmonths? \d+|\bweeks? \d+"
    r"|(?<![\w.])\d[\d,]*(?= (?!%|per|percent|h\b|s\b|hours?\b|min|times|points)[a-z(])"
    r"|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_DATA_VERB = Pattern(
    r"\b(?:for|are|is|stays?|serves?|as|lie|kept|keep|leave|hold|run on|rest)\b|\("
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The numbers, years and months that stand for one part of the data only."""

    test: frozenset[str]
    other: frozenset[str]


def roles(plan: Plan) -> Roles:
    """What the plan calls its test data, and what the rest."""
    return plan.kept(_roles)


def names_test(plan: Plan) -> bool:
    """Whether the plan speaks of test data under any name."""
    return bool(_TEST_WORDS.search(plan.low))


def _roles(plan: Plan) -> Roles:
    test: set[str] = set()
    other: set[str] = set()
    for sentence in plan.prose:
        words = plan.words(sentence)
        if not _TEST_WORDS.search(words):
            continue
        # "Judging span: 2014, 52 full weeks": the name governs what follows it.
        name = words.partition(":")[0]
        named = role_of(name) if len(name.split()) <= 4 else ""
        for part in _SEGMENT.split(words):
            role = role_of(part) or named
            keys = set(_KEYS.findall(part))
            if role == "test" and (named or _DATA_VERB.search(part)):
                test |= keys
            elif role:
                other |= keys
    test |= _named_for_test(plan)
    return Roles(frozenset(test - other), frozenset(other))


_NAMED = re.compile(
    r"(?:\b[Ee]val(?:uation)?(?: set| data)?:|\b[Tt]est(?: set| data)?:|\bjudged on"
    r"|\btested on|\bevaluated on|\bscored on|\bmeasured on|\btimed on)"
    r" (?:the )?(?P<name>[A-Z][\w-]*[A-Z0-9-][\w-]*)"
)


def _named_for_test(plan: Plan) -> set[str]:
    """What is only judged on: "Eval: GSM-Symbolic", "learnt on A and judged on B"."""
    text = plan.document.text
    names = {match["name"].lower() for match in _NAMED.finditer(text)}
    return {
        name
        for name in names
        if not re.search(
            rf"(?:train\w*|tun\w+|learn\w*|fit\w*) on {re.escape(name)}", plan.low
        )
    }


def role_of(words: str) -> str:
    """ "test" or "other" (training, choosing), as `words` name one; else empty."""
    if _CHOICE_WORDS.search(words):
        return "other"
    trained = _TRAIN_WORDS.search(words)
    if trained and not _NOT_TRAINED.search(words[: trained.start()]):
        return "other"
    return "test" if _TEST_WORDS.search(words) or trained else ""


def is_test(plan: Plan, words: str) -> bool:
    """Whether the noun phrase `words` means the test data of this plan."""
    role = role_of(words)
    if role:
        return role == "test"
    known = roles(plan)
    if _FINAL_DATA.search(words):
        return True
    keys = set(_KEYS.findall(words + " x"))
    keys |= {name for name in known.test if name[0].isalpha() and name in words}
    return bool(keys & known.test) and not keys & known.other
