"""C, continued: is the baseline given a chance?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import deferred, mentioned, negated, quoted
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.vocabulary import BASELINE

_OWN = (
    r"(?:our|the new|the proposed|the novel|its own|my|the treatment|the adapted|"
    r"the improved|the modified)"
)


_TUNED = r"(?:tun|optimi[sz]|search|sweep|swept|select|grid|adjust|choos|chosen)\w*"


_OWN_TUNED = Phrases(rf"""
    {_OWN} (?:\w+ ){{0,4}}?(?:is|are|gets?|receives?) (?:\w+ ){{0,3}}?{_TUNED}
    {_TUNED} (?:\w+ ){{0,4}}?(?:of|for|in|on|to) {_OWN} (?:\w+ ){{0,2}}?\
      (?:model|method|arm|system|approach|network|retriever|algorithm|variant|\
      loss|prompt|sampler|agent|encoder|classifier|optimi[sz]er)
    (?:we|i) (?:carefully |extensively |then )?{_TUNED} {_OWN} \w+
    (?:prompt|wording) (?:for|of) {_OWN} (?:\w+ )?(?:is|was) (?:refined|tuned|\
      improved|optimi[sz]ed)
""")


_BASELINE_PLAIN = Phrases(r"""
    (?:baselines?|bm25|competitors?|reference|comparator|other (?:arms?|\
      methods?|models?|systems?)|control|plain \w+|standard \w+|existing \w+)\
      (?: \w+){0,6}? (?:default\w*|out of the box|out-of-the-box|as published|\
      (?:keeps?|uses?|runs?(?: with| at)?|at|with|on) (?:its|their|the) \
      (?:library |published |original |standard )?(?:defaults?|settings)|\
      as published|as released|as is|untuned|unchanged|published (?:settings|\
      values|hyper-?parameters)|library defaults|paper['’]s settings|\
      off the shelf|off-the-shelf)
    (?:with|at|using|in) (?:its |their |the )?(?:library )?(?:default|untuned|\
      published) (?:settings|parameters|values|hyper-?parameters)[^\n;.]{0,20}? \
      (?:is|are|as|serves?) (?:as )?(?:the |our )?(?:baselines?|reference|\
      comparator|control)
    (?:default|library default|published|out-of-the-box|untuned|original) \
      (?:settings?|parameters?|hyper-?parameters?|values|configuration)? ?(?:for|\
      of|in) (?:the )?(?:baselines?|competitors?|reference|bm25|other|comparator|\
      control|existing)
    (?:baselines?|competitors?|reference|comparator|control)(?: \w+){0,3}? \
      (?:is|are) (?:not|n['’]t) (?:tuned|optimi[sz]ed|adjusted)
""")


_SOME_TUNED = Phrases(r"""
    (?:we|i) (?:\w+ )?tune
    (?:is|are|be|gets?) (?:\w+ ){0,2}?(?:tuned|optimi[sz]ed|swept|searched)
    (?:tune|optimi[sz]e|sweep|search)s? (?:the |its |over |for )\w+
    \d+ (?:trials|draws|configurations) | grid search | random search
""")


_EVEN = Phrases(r"""
    (?:the )?same (?:\w+ ){0,3}?(?:tuning|search|budget|number of (?:trials|\
      draws|configurations|runs)|trials|grid|effort|sweep|draws|\
      hyper-?parameter\w*)
    equal(?:ly)? (?:\w+ )?(?:tuned|tuning|effort|budget|trials|searched)
    (?:both|all|each|every|either) (?:\w+ ){0,3}?(?:arms?|methods?|models?|\
      systems?|baselines?|variants?|conditions?|algorithms?|retrievers?|\
      classifiers?|optimi[sz]ers?|of them)?(?: \w+){0,3}? ?(?:is|are|get|gets|\
      receive|receives) (?:\w+ ){0,3}?(?:tuned|trials|search\w*|grid|sweep|\
      optimi[sz]ed|selected|draws|chosen)
    tun\w+ (?:\w+ ){0,4}?(?:for|of|in|per) (?:both|all|each|every)
    (?:baselines?|bm25['’]?s?) (?:\w+ ){0,5}?(?:is|are|get|gets|receives?) \
      (?:also |likewise |re-?)?(?:tuned|the same|as many|trials|optimi[sz]ed|\
      \d+ trials)
    tun\w+ (?:the |its |their )?(?:baselines?|bm25|competitors?)
    likewise for the baseline
    (?:both|all|each|every) (?:\w+ ){0,2}?(?:arms?|methods?|models?|systems?) \
      (?:with|use|uses|at) (?:the |their )?default\w*
""")


_LEFT_ALONE = Phrases(r"""
    (?:runs?|keeps?|uses?|stays?|left|remains?|rely|relies) (?:[\w,]+ ){0,4}?(?:with|\
      at|on)? ?(?:[\w'’]+ ){0,2}?(?:defaults?|values of (?:their|its|the)|\
      recommended (?:values|settings)|tutorials?|settings of (?:their|its|the) \
      (?:papers?|authors|librar\w+|packages?))
""")
_NEVER_TUNED = Phrases(
    r"(?:(?:was|were|is|are) )?never (?:been )?(?:tuned|searched|optimi[sz]ed)(?! on t)"
)
_SEARCHED = Phrases(r"""
    \d+ (?:[\w-]+ ){0,2}?(?:trials|draws|configurations|settings) | searched
    tun(?:e|ed|ing|es) | we try | sweep | grid
""")


def _find_left_alone(plan: Plan) -> Iterator[Hit]:
    """Rivals at the defaults of their libraries beside an arm that is searched."""
    plain = plan.first(_LEFT_ALONE) or plan.first(_NEVER_TUNED, mentioned)
    searched = plan.first(_SEARCHED)
    if plain is None or searched is None or plan.says(_EVEN):
        return
    phrase = plan.spelled(plain.start, plain.end)
    yield Hit(
        plan.sentence_passage(plain.sentence),
        f'One arm is searched, and another is left as it comes ("{phrase}").',
        0.7,
        edit=sentence_added(
            plan,
            plain.sentence,
            "The baseline is tuned as well, with the same number of trials.",
        ),
    )


def _find_uneven_tuning(plan: Plan) -> Iterator[Hit]:
    plain = plan.first(_BASELINE_PLAIN, mentioned)
    if plain is None and plan.first(_OWN_TUNED) is None:
        yield from _find_left_alone(plan)
        return
    own = plan.first(_OWN_TUNED) or (plain and plan.first(_SOME_TUNED))
    if own is None or plan.says(_EVEN):
        return
    if plain is None and not plan.says(BASELINE):
        return
    where = plain or own
    phrase = plan.spelled(own.start, own.end)
    rest = (
        f' while "{plan.spelled(plain.start, plain.end)}"'
        if plain
        else ", and no tuning of the baseline is named"
    )
    yield Hit(
        plan.sentence_passage(where.sentence),
        f'The own method is tuned ("{phrase}"){rest}.',
        0.85 if plain else 0.6,
        edit=sentence_added(
            plan,
            where.sentence,
            "The baseline is tuned as well, with the same number of trials.",
        ),
    )


C2 = Rule(
    id="C2",
    name="uneven tuning",
    severity=Severity.HIGH,
    source="Machine Learning Reproducibility Checklist (Pineau et al., arXiv"
    " 2003.12206)",
    question="Does the baseline get the same search, on the same data?",
    needs=lambda plan: (
        plan.first(_OWN_TUNED) is not None
        or plan.first(_BASELINE_PLAIN, mentioned) is not None
        or plan.first(_LEFT_ALONE) is not None
        or plan.first(_NEVER_TUNED, mentioned) is not None
    ),
    find=_find_uneven_tuning,
    example_bad="The learning rate of our model is tuned over 50 trials. The baseline"
    " runs "
    "with its default settings.",
    example_good="The learning rate of our model is tuned over 50 trials. The "
    "baseline is "
    "tuned over the same number of trials.",
)


_COPIED = Phrases(
    r"""
    (?:numbers?|results?|scores?|figures|accuracy|accuracies|values?|\
      performance|baselines?) (?:\w+ ){0,5}?(?:is|are|will be) (?:\w+ )?(?:taken|\
      copied|quoted|cited|borrowed|lifted|used as (?:is|published)) \
      (?:directly )?(?:from|as reported|out of|as published)?
    (?:take|copy|quote|cite|reuse|use|borrow|adopt)s? (?:the |their |its )?\
      (?:\w+ ){0,3}?(?:numbers?|results?|scores?|figures|accuracy|values?) \
      (?:\w+ ){0,4}?(?:from|reported|published|given|of) (?:in |by |from )?\
      (?:the |their |its |an? )?(?:original |respective |published |earlier )?\
      (?:papers?|authors|leaderboard|publication|literature|article|table|study|\
      report)
    (?:compare|compared|comparing|comparison|beat|exceed|outperform)\w* \
      (?:\w+ ){0,5}?(?:with|to|against)? ?(?:the |their |its )?(?:published|\
      reported|leaderboard) (?:\w+ ){0,2}?(?:numbers?|results?|scores?|figures|\
      accuracy|values?)
    as reported (?:in|by) (?:the |their )?(?:original |respective )?(?:papers?|\
      authors|leaderboard|publication)
    (?:printed|published|listed|stated|given) (?:in|by|on) (?:its|the|their) \
      (?:[\w-]+ ){0,3}?(?:papers?|leaderboard|article|publication|authors)
    (?:enter|insert|adopt|import|put in)\w* [^\n.;]{0,50} of the\
       ?[\w-]+ (?:paper|leaderboard|article)
    (?:those|values|figures|scores) (?:that )?the (?:[\w-]+ )?leaderboard \
      (?:lists|gives|shows|reports)
    (?:figure|number|value|score)s? (?:is|are) carried over
    without (?:re-?running|re-?training|re-?implementing|running) (?:it|them|\
      the baselines?)
""",
    only_with=(
        "report publi paper literature leaderboard original without taken copied "
        "printed listed carried given stated"
    ),
)


_RERUN = Phrases(r"""
    (?:re-?run|re-?ran|re-?train\w*|re-?implement\w*|reproduc\w+|replicat\w+)\
      (?: \w+){0,6}? (?:baselines?|it|them|method|model|system|code|both|\
      published|ourselves|here|all)
    (?:baselines?|both|all (?:arms|methods|models)|it|they) (?:is|are) \
      (?:re-?run|re-?trained|re-?implemented|run (?:by us|here|again|anew))
    we run (?:both|all|every|each|the baselines?)
    (?:and|but) (?:also )?(?:re-?run|rerun|check|reproduce) (?:it|them)
    for orientation | context only
""")


def _find_copied_baseline(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_COPIED, _own_statement)
    if mention is None or plan.says(_RERUN):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The baseline is a number from elsewhere ("{phrase}"), not a run on the same'
        f" data"
        " and machine.",
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "We also rerun it with our data, split and seeds, and compare with that.",
        ),
    )


def _own_statement(words: str, span: tuple[int, int]) -> bool:
    return not (
        negated(words, span, inside=False)
        or deferred(words, span)
        or quoted(words, span)
    )


C3 = Rule(
    id="C3",
    name="copied baseline",
    severity=Severity.MEDIUM,
    source="reproducibility: Pineau et al., arXiv 2003.12206",
    question="Would the baseline reach this number in your set-up?",
    needs=lambda plan: bool(
        re.search(
            r"report|publish|printed|carried over|paper|literature|leaderboard"
            r"|original|without",
            plan.low,
        )
    ),
    find=_find_copied_baseline,
    example_bad="The numbers of the baseline are taken from the original paper.",
    example_good="The numbers of the original paper are given for orientation; we "
    "rerun "
    "the baseline on our split.",
)

RULES = (C2, C3)
