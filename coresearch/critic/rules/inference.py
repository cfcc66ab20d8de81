"""S, continued: the choice of test, of what is reported, and of who judges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced, sentence_added
from coresearch.critic.clauses import (
    deferred,
    interrogative,
    mentioned,
    negated,
    of_others,
    quoted,
)
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.power import Power, size_for_power, stated_power
from coresearch.critic.rule import Hit, Rule

_RUNS = r"(?:seeds?|runs?|restarts?|trials|repeats|repetitions|checkpoints?|epochs|initiali[sz]ations|attempts|replicates)"
_BEST = r"(?:best|maximum|max|highest|top|peak|lowest|minimum|strongest|luckiest)"
_BEST_OF = Phrases(rf"""
    (?:report|give|show|use|take|plot|list|quote|publish|present|keep|compare)s?(?:ed)? (?:only )?(?:the |each arm['’]s |its |their )?{_BEST}(?:-performing|-scoring)? (?:\w+ ){{0,4}}?(?:of|over|across|among|from|out of)? ?(?:the |all |its |our |each arm['’]s )?(?:\w+ )?{_RUNS}
    {_BEST} (?:\w+ ){{0,3}}?(?:of|over|across|among|out of) (?:the |all |its |our )?(?:\w+ ){{0,2}}?{_RUNS}
    {_BEST}(?: |-)of(?: |-)(?:\d+|three|five|ten|n|k)(?: {_RUNS})? (?:is|are|score|result|accuracy)
    {_BEST}(?:-performing)? {_RUNS} (?:of each (?:arm|model|method) )?(?:is|are|will be|enters?|counts?|goes) (?:\w+ )?(?:reported|used|shown|taken|kept|published|the table|compared|plotted|quoted)?
    max(?:imum)? over (?:the )?{_RUNS}
""")
_CHOSEN_FAIRLY = re.compile(
    r"valid|\bdev\b|development|held-out training|cross-valid|training (?:loss|reward)"
    r"|besides|beside the mean|along with the mean|mean and|median and|and the mean"
    r"|hyper-?param|worst|never|sampling|decoding"
)


def _find_best_of(plan: Plan) -> Iterator[Hit]:
    for mention in plan.mentions(_BEST_OF):
        if _CHOSEN_FAIRLY.search(plan.words(mention.sentence)):
            continue
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The plan reports a best case ("{phrase}") instead of what a run gives on'
            " average.",
            0.8,
        )
        return


S3 = Rule(
    id="S3",
    name="best-of reporting",
    severity=Severity.HIGH,
    source="Henderson et al., arXiv 1709.06560",
    question="What do all runs together say: their mean, spread and worst case?",
    needs=lambda plan: re.search(_RUNS, plan.low) is not None,
    find=_find_best_of,
    example_bad="Each arm has ten seeds. We report the best of the ten runs.",
    example_good="Each arm has ten seeds. We report the mean of the ten runs and all of "
    "them as points.",
)


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
        question=f"Can you have {needed} per group, or a design in which each case is its"
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
    example_good="We expect an effect of Cohen's d = 0.4. There are 110 participants per "
    "group.",
)

_SIGNIFICANT = Phrases(r"""
    significantly (?:\w+ )?(?:better|worse|higher|lower|faster|slower|more|less|fewer|larger|smaller|improv\w+|outperform\w*|increas\w+|reduc\w+|exceed\w*|differ\w*|beat\w*|above|below|raise\w*)
    (?:outperform|improve|increase|reduce|exceed|differ|beat|raise|lower)s? (?:\w+ ){0,4}?significantly
    (?:statistically )?significant(?:ly)? (?:\w+ )?(?:improvement|difference|gain|effect|increase|reduction|advantage|drop|result|rise|decrease|correlation|change)s?
    (?:is|are|be|becomes?|as|were|was|statistically) (?:not )?significant
""")
_TEST_NAMED = Phrases(r"""
    (?:\w|-)+[- ]tests? (?:\w+ ){0,3}?(?:with|at|over|on|of|for|across|between|and|is|\() | t-?tests? | [zf]-tests? | permutation | bootstrap\w* | wilcoxon | mann-?whitney | mcnemar\w* | anova | kruskal\w* | chi-?squared? | fisher\w* | p-?values? | p ?[<≤=>] | alpha | α | significance (?:level|test)s? | confidence intervals? | credible | cis? | bayes\w* | mixed(?:-| )effects? | regression | \d ?% level | likelihood ratio | sign test | hypothesis test\w* | delong | tost | paired (?:\w+ )?tests?
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

_OPTIONAL_STOP = Phrases(r"""
    (?:until|till) [^\n;]{0,60}?(?:significan\w+|p ?[<≤] ?0?\.\d+|p-value\w* [^\n;]{0,20}(?:below|under|drops|falls|less))
    (?:add|collect|recruit|run|gather|include|draw|train|invite|keep|continue|go on|extend|try|sample|test)(?:ing)? [^\n;]{0,70}?(?:until|till) (?:the |our |it |we |one |an? |its )?(?:\w+ ){0,4}?(?:improves?|wins?|works?|succeeds?|ahead|better|outperforms?|beats?|effect (?:appears|emerges|shows|is visible|is clear)|difference (?:appears|emerges|shows|is visible|is clear|is convincing)|(?:result|trend)s? (?:is|are|become|becomes|look|looks) (?:clear|stable|convincing|good|positive|as expected)|see (?:a|an|the) (?:effect|difference|gain|improvement)|(?:hypothesis|prediction) is (?:confirmed|supported))
    (?:if|should|when|where) [^\n;]{0,60}?(?:not (?:yet )?(?:\w+ )?significan\w+|p ?> ?0?\.\d+|p is above|above 0?\.05|borderline|misses significance|fails? to reach significance|close to significance|n['’]t significan\w+|inconclusive|unclear)[^\n;]{0,50}?(?:add|collect|recruit|run|gather|include|extend|double|train|invite)\w*(?: \w+){0,3}? ?(?:more|further|additional|another|extra|the sample|\d+)
    (?:stop|end|finish|close)\w* (?:\w+ ){0,5}?(?:as soon as|once|when|the moment) [^\n;]{0,50}?(?:significan\w+|p ?[<≤] ?0?\.\d+)
    (?:peek|check|look|test|analy[sz]e)\w* [^\n;]{0,40}?(?:after (?:each|every)|daily|weekly|every (?:day|week))[^\n;]{0,60}?(?:stop|significan)\w*
""")
_SEQUENTIAL = Phrases(
    r"alpha[- ]spending | o['’]brien\w* | pocock | (?:group[- ])?sequential(?:ly)? (?:test|analysis|design|probability|procedure|bayes)\w*"
    r" | sprt | always-valid | e-values? | anytime-valid | bayes factors? | lan-demets"
)


_CONVERGES = Phrases("loss | validation | converg\\w+ | gradient | early stopping | epochs?")


def _own_conditional(words: str, span: tuple[int, int]) -> bool:
    return not (
        negated(words, (span[0], span[0] + 1))
        or interrogative(words)
        or of_others(words, span)
        or deferred(words, span)
        or quoted(words, span)
    )


def _find_optional_stopping(plan: Plan) -> Iterator[Hit]:
    if plan.says(_SEQUENTIAL):
        return
    for mention in plan.mentions(_OPTIONAL_STOP, _own_conditional):
        if _CONVERGES.search(mention.words):
            continue
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'The result decides when to stop ("{phrase}"), so a false alarm becomes'
            " certain in the end.",
            0.85,
        )


S8 = Rule(
    id="S8",
    name="optional stopping",
    severity=Severity.HIGH,
    source="AsPredicted question 7; Simmons, Nelson and Simonsohn 2011",
    question="Which n or date ends the collection, whatever the result is by then?",
    needs=lambda plan: bool(
        re.search(
            r"until|till|significan|soon as|p-value|p >|inconclusive|borderline",
            plan.low,
        )
    ),
    find=_find_optional_stopping,
    example_bad="We add further participants until the difference is significant.",
    example_good="We add participants until 120 have finished, whatever the difference is.",
)

_SAME_UNITS = Phrases(r"""
    (?:the )?(?:very )?same (?:\w+ ){0,2}?(?:items?|questions?|seeds?|participants?|subjects?|images?|documents?|problems?|splits?|folds?|test set|test sets|tasks?|prompts?|cases|examples|patients|people|sentences|queries|data sets|levels|raters|reviewers)
    each (?:participant|subject|reviewer|student|rater|user|person|item|question|patient) (?:\w+ ){0,3}?(?:both|twice|each (?:condition|version|interface|system))
    within-(?:subjects?|participants?) | both (?:\w+ ){0,3}?(?:on|answer|solve|run on|see|get|are run on|are tested on|are evaluated on) (?:the|all|every|each) (?:\d[\d,]* )?(?:\w+ )?(?:items?|questions?|images?|problems?|documents?|queries|cases|levels) | shared? (?:the )?seeds? | repeated measures | crossover
""")
_TWO_SAMPLE = Phrases(r"""
    (?:two-sample|2-sample|independent(?:-| )samples?|unpaired|welch(?:['’]s)?|student['’]?s? unpaired) (?:welch |student['’]?s? )?t-?tests?
    unpaired tests? | mann-?whitney(?:[- ]u)?(?: tests?)? | (?:wilcoxon )?rank-?sum(?: tests?)? | two-sample (?:\w+ ){0,2}?tests? | two-proportion (?:z-?)?tests? | independent t-?tests? | chi-?squared? tests?
""")
_IS_PAIRED = Phrases(
    "paired | mcnemar\\w* | signed-rank | per-item differences? | mixed(?:-| )(?:effects?|models?)"
)


def _find_unpaired_test(plan: Plan) -> Iterator[Hit]:
    units, test = plan.first(_SAME_UNITS), plan.first(_TWO_SAMPLE)
    if units is None or test is None or plan.says(_IS_PAIRED):
        return
    name = plan.spelled(test.start, test.end)
    same = plan.spelled(units.start, units.end)
    yield Hit(
        plan.sentence_passage(test.sentence),
        f'The arms share their cases ("{same}"), but "{name}" treats them as strangers.',
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
    example_bad="Both prompts answer the same 400 questions. We use a two-sample t-test.",
    example_good="Both prompts answer the same 400 questions. We use a paired t-test and "
    "no two-sample test.",
)

RULES = (S3, S5, S7, S8, S9)
