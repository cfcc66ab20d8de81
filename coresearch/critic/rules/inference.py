"""S, continued: the choice of test, of what is reported, and of who judges."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced, sentence_added
from coresearch.critic.clauses import (
    deferred,
    mentioned,
    of_others,
    quoted,
)
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.power import Power, size_for_power, stated_power
from coresearch.critic.rule import Hit, Rule


def _power(plan: Plan) -> Power | None:
    return plan.kept(stated_power)


def _find_low_power(plan: Plan) -> Iterator[Hit]:
    found = _power(plan)
    if found is None or found.power >= 0.795 or _PAIRED_WORDS.search(plan.low):
        return
    needed = size_for_power(found.effect)
    yield Hit(
        plan.sentence_passage(found.sentence),
        f"With {found.size} per group the plan would see its own effect in only"
        f" {100 * found.power:.0f}% of cases.",
        0.85,
        question=f"Can you have {needed} per group, or a design in which each case is"
        f" its"
        " own control?",
        calculation=f"{found.steps}; 0.80 needs about {needed} per group",
    )


_PAIRED_WORDS = Phrases(
    r"paired | within-(?:subjects?|participants?) | each participant [\w ]{0,30}both"
    r" | mixed(?:-| )effects? | repeated measures | crossover | cross-over"
)

S5 = Rule(
    id="S5",
    name="under-powered",
    severity=Severity.HIGH,
    source="Colas et al., arXiv 1806.08295",
    question="Can you have more per group?",
    needs=lambda plan: _power(plan) is not None,
    find=_find_low_power,
    example_bad="We expect an effect of Cohen's d = 0.4. There are 30 participants per "
    "group.",
    example_good="We expect an effect of Cohen's d = 0.4. There are 110 participants "
    "per "
    "group.",
)

_SIGNIFICANT = Phrases(
    r"""
    significantly (?:\w+ )?(?:better|worse|higher|lower|faster|slower|more|less|\
      fewer|larger|smaller|improv\w+|outperform\w*|increas\w+|reduc\w+|exceed\w*|\
      differ\w*|beat\w*|above|below|raise\w*)
    (?:outperform|improve|increase|reduce|exceed|differ|beat|raise|lower)s? \
      (?:\w+ ){0,4}?significantly
    (?:statistically )?significant(?:ly)? (?:\w+ )?(?:improvement|difference|\
      gain|effect|increase|reduction|advantage|drop|result|rise|decrease|\
      correlation|change)s?
    (?:is|are|be|becomes?|as|were|was|statistically) (?:not )?significant
""",
    only_with="significant",
)
_TEST_NAMED = Phrases(r"""
    t-?tests? | t tests? | [zfu]-tests? | wilcoxon | mann-?whitney | mcnemar\w* | anova
    kruskal\w* | chi-?squared? | fisher\w* | delong | tost | diebold\W\w+ | log-?rank
    (?:permutation|bootstrap|randomi[sz]ation|sign|signed-rank|rank-?sum|paired|\
      two-sided|one-sided|likelihood ratio|equivalence|welch['’]?s?|exact|two-sample|\
      hypothesis|significance) (?:\w+ )?tests?
    p-?values? | p ?[<≤=>] ?0?\.\d+ | p (?:is )?(?:below|under) 0?\.\d+
    (?:alpha|α) ?(?:=|of|at|is|<)? ?0?\.\d+ | significance level | \d ?% level
    bayes\w* | mixed(?:-| )effects? | regression (?:analys[ie]s|coefficients?)
    confidence intervals? (?:\w+ ){0,6}?(?:exclud\w+|zero|overlap\w*)
    (?:interval|ci) (?:\w+ ){0,6}?(?:excludes?|above|below|contains?|includes?) zero
""")


def _find_significant_without_test(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_SIGNIFICANT, _own_or_conditional)
    if mention is None or plan.says(_TEST_NAMED):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'The plan says "{phrase}" but names no test and no level.',
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "Significance is judged by a two-sided paired permutation test at"
            " alpha = 0.05.",
        ),
    )


def _own_or_conditional(words: str, span: tuple[int, int]) -> bool:
    return not (of_others(words, span) or deferred(words, span) or quoted(words, span))


S7 = Rule(
    id="S7",
    name='"significant" without a test',
    severity=Severity.MEDIUM,
    source="OSF preregistration: inference criteria",
    question="Which test, on which unit, at which level?",
    needs=lambda plan: "significan" in plan.low,
    find=_find_significant_without_test,
    example_bad="We expect the new index to be significantly faster than the old one. "
    "Each query is run ten times.",
    example_good="We expect the new index to be significantly faster than the old one "
    "(permutation test, 5% level). Each query is run ten times.",
)


_SAME_UNITS = Phrases(r"""
    (?:the )?(?:very )?same (?:\w+ ){0,2}?(?:items?|questions?|seeds?|\
      participants?|subjects?|images?|documents?|problems?|splits?|folds?|\
      test set|test sets|tasks?|prompts?|cases|examples|patients|people|sentences|\
      queries|data sets|levels|raters|reviewers)
    each (?:participant|subject|reviewer|student|rater|user|person|item|\
      question|patient) (?:\w+ ){0,3}?(?:both|twice|each (?:condition|version|\
      interface|system))
    within-(?:subjects?|participants?)
    both (?:\w+ ){0,3}?(?:on|answer|solve|run on|see|get|are run on|\
      are tested on|are evaluated on) (?:the|all|every|each) (?:\d[\d,]* )?\
      (?:\w+ )?(?:items?|questions?|images?|problems?|documents?|queries|cases|\
      levels)
    shared? (?:the )?seeds? | repeated measures | crossover
""")
_TWO_SAMPLE = Phrases(r"""
    (?:two-sample|2-sample|independent(?:-| )samples?|unpaired|welch(?:['’]s)?|\
      student['’]?s? unpaired) (?:welch |student['’]?s? )?t-?tests?
    unpaired tests? | mann-?whitney(?:[- ]u)?(?: tests?)?
    (?:wilcoxon )?rank-?sum(?: tests?)? | two-sample (?:\w+ ){0,2}?tests?
    two-proportion (?:z-?)?tests? | independent t-?tests? | chi-?squared? tests?
""")
_IS_PAIRED = Phrases(
    "paired | mcnemar\\w* | signed-rank | per-item differences? | mixed(?:-|"
    " )(?:effects?|models?)"
)


def _find_unpaired_test(plan: Plan) -> Iterator[Hit]:
    units, test = plan.first(_SAME_UNITS), plan.first(_TWO_SAMPLE)
    if units is None or test is None or plan.says(_IS_PAIRED):
        return
    name = plan.spelled(test.start, test.end)
    same = plan.spelled(units.start, units.end)
    yield Hit(
        plan.sentence_passage(test.sentence),
        f'The arms share their cases ("{same}"), but "{name}" treats them as'
        f" strangers.",
        0.85,
        edit=_paired_instead(plan, test),
    )


def _paired_instead(plan: Plan, test: Mention) -> Edit:
    words = test.words
    if "chi" in words or "proportion" in words:
        new = "McNemar test"
    elif "whitney" in words or "rank" in words:
        new = "Wilcoxon signed-rank test"
    else:
        new = "paired t-test"
    plural = "s" if words.endswith("tests") else ""
    return replaced(plan, test.start, test.end, new + plural)


S9 = Rule(
    id="S9",
    name="unpaired test on paired data",
    severity=Severity.MEDIUM,
    source="statistics: paired designs",
    question="Why not compare case by case, which is sharper for the same effort?",
    needs=lambda plan: plan.first(_TWO_SAMPLE, mentioned) is not None,
    find=_find_unpaired_test,
    example_bad="Both prompts answer the same 400 questions. We use a two-sample "
    "t-test.",
    example_good="Both prompts answer the same 400 questions. We use a paired t-test "
    "and "
    "no two-sample test.",
)

RULES = (S5, S7, S9)
