"""D: does the data that judges stay apart from the data that teaches?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced
from coresearch.critic.choices import choices_on_test
from coresearch.critic.clauses import asserted
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.roles import names_test
from coresearch.critic.rule import Hit, Rule

LEAKAGE = (
    "Leakage and the reproducibility crisis (Kapoor and Narayanan, arXiv 2207.07048)"
)

_TEST = (
    r"(?:held-?out |final |hidden |official |sealed |locked |unseen )*test"
    r"(?:ing)?[- ]?(?:set|sets|split"
    r"|data|partition|portion|fold|accuracy|scores?|performance|loss|error|results?|f1"
    r"|auc|auroc|bleu|examples|items|questions|images|cases|perplexity|metric|part|half"
    r"|reward|return|samples|rows|documents|recall|precision|queries|problems|tasks"
    r"|patients|users|scans|sentences|period|year|levels)"
)
_CHOOSE = (
    r"(?:tun|select|cho[so]|choos|pick|optimi[sz]|early[- ]stop|maximi[sz]|minimi[sz]"
    r"|calibrat|search|adjust|decid|determin|stop|sweep|swept|set|keep|kept|fit|fitted"
    r"|find|found|rank|refin|iterat)\w*"
)
_BASIS = (
    r"(?:on|by|using|with|against|based on|according to|via|from|for|until|when|once|as"
    r" judged by|in terms of|monitoring|watching|whichever|that maximi[sz]es?|that"
    r" minimi[sz]es?|with the (?:best|highest|lowest)|by the|best on)"
)
_NOT_BETWEEN = (
    r"(?:(?!validation|\bdev\b|development|cross-valid|held-out (?!test)|training|"
    r"train "
    r"|evaluat|report|measur|appl|score|compar|(?<!est )run |\btested|confirm|"
    r"assess|items"
    r" for|as (?:the|a|our) |into |split|[;\n])[^\n]){0,70}?"
)
_TEST_CHOOSES = Phrases(
    rf"""
    {_CHOOSE}\b{_NOT_BETWEEN}\b{_BASIS} (?:the |a |our |its |their |each |this |\
      same |highest |lowest |best |maximum |minimum |mean |smallest ){{0,3}}{_TEST}
    (?:maximi[sz]|minimi[sz]|optimi[sz])(?:e|es|ed|ing) (?:the |its |their |\
      mean )?{_TEST}
    (?:best|highest|lowest|top)(?:-performing|-scoring)? (?:checkpoint|epoch|\
      model|run|configuration|config|setting|hyper-?parameters?|threshold|prompt|\
      variant|learning rate|value)s? (?:\w+ )?(?:on|by|according to|in terms of|\
      for) (?:the |our )?{_TEST}
    test(?: \w+){{0,3}},? (?:on|with|by) which (?:\w+ ){{0,6}}?(?:is|are|\
      gets?) (?:\w+ )?(?:chosen|tuned|selected|picked|optimi[sz]ed|fitted|\
      calibrated)
    (?:search|sweep|trials|draws|grid|configurations|\
      candidates)[^\n;]{{0,30}}?, (?:scored|judged|ranked|evaluated|measured) \
      (?:on|by|with) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|run|configuration|prompt|variant|\
      seed)s? with the (?:best|highest|lowest|smallest|largest|top) \
      (?:[\w@]+ ){{1,3}}?(?:on|over|for) (?:the |our )?{_TEST}
    (?:checkpoint|epoch|model|configuration|config|setting|hyper-?parameters?|\
      threshold|prompt|variant|learning rate|values?)s? (?:with|that gives?|\
      that yields?|giving|yielding|that has|that reach(?:es)?) the (?:best|\
      highest|lowest|smallest|maximum|largest) {_TEST}
    {_TEST} (?:decides?|determines?|picks?|chooses?|selects?|guides?|\
      tells? us) (?:which|what|when|the|how)
    (?:iterat|refin|tweak|improv|adjust|rewrit|chang|edit|try|vary|\
      tun)\w*[^\n;.]{{0,60}}? until [^\n;.]{{0,40}}?\b(?:on|over) (?:the |\
      our )?{_TEST}
    (?:evaluat|test|scor|measur|check)\w* [^\n;.]{{0,40}}?\bon (?:the |\
      our )?{_TEST}[^\n;.]{{0,40}}? and (?:keep|choose|select|pick|use|take|\
      retain)s? (?:only )?the (?:best|highest|top|lowest)
    (?:objective|criterion|metric|score|target) ?(?:=|is|:) ?(?:the )?{_TEST}
    until (?:the |our )?{_TEST} (?:stops?|no longer|plateaus?|is|stagnates|\
      peaks|converges|saturates|levels|does)
    (?:early[- ]stopp?(?:ing|ed|s)?|stop(?:ping|ped|s)? (?:the )?(?:training|\
      early)?)[^\n;.]{{0,40}}?\b(?:on|when|once|by|monitor\w*|using|based on) \
      (?:the |our )?{_TEST}
    (?:tun|select|choos|chosen|pick|optimi[sz])\w* (?:directly )?(?:on|against|\
      with) (?:the )?test(?=[ .,;)]|$)
""",
    only_with="test",
)
_HARMLESS = Phrases(
    r"(?:select|choos|chose|pick|draw|sampl|keep|kept|find|set)\w* (?:\d[\d,]*|\w+)?"
    r" ?(?:items|questions|examples|images|documents|patients|users) (?:for|as|from)"
    r" | (?:select|choos|pick|draw|keep)\w* \d[\d,]* \w+ (?:\w+ ){0,3}?(?:for|as|from)"
    r" | set aside | set apart | test set size | fixed test set | training set"
    r" | fit\w* (?:\w+ ){0,3}?(?:time|budget)"
)


def _find_test_chooses(plan: Plan) -> Iterator[Hit]:
    seen = set()
    for mention in chain(
        plan.mentions(_TEST_CHOOSES, _own_choice), choices_on_test(plan)
    ):
        if mention.sentence in seen or _HARMLESS.search(mention.words):
            continue
        seen.add(mention.sentence)
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The plan makes a choice with the test data ("{phrase}"), so the test data'
            " can no longer judge it.",
            0.9,
            edit=_validation_instead(plan, mention),
        )


def _own_choice(words: str, span: tuple[int, int]) -> bool:
    return asserted(words, span)


def _validation_instead(plan: Plan, mention: Mention) -> Edit:
    at = plan.low.rfind("test", mention.start, mention.end)
    if at <= mention.start:  # "500 for the test, on which …": the split itself is meant
        return ()
    end = at + len("testing" if plan.low.startswith("testing", at) else "test")
    held_out = plan.low.rfind("held-out ", mention.start, at)
    start = held_out if held_out >= 0 and held_out + len("held-out ") == at else at
    for word in ("final ", "hidden ", "official ", "sealed "):
        if plan.low[:start].endswith(word):
            start -= len(word)
    return replaced(plan, start, end, "validation")


D2 = Rule(
    id="D2",
    name="test used to choose",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L1",
    question="What is left to judge the final choice by, once the test data has made"
    " it?",
    needs=lambda plan: "test" in plan.low or names_test(plan),
    find=_find_test_chooses,
    example_bad="We tune the learning rate on the test set.",
    example_good="We tune the learning rate on the validation set and touch the test "
    "set "
    "once.",
)


RULES = (D2,)
