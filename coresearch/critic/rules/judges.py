"""S, continued: raters and judges, human or not, and means over unlike tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import replaced, sentence_added
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

RATER = (
    r"(?:annotators?|raters?|coders?|judges?|labell?ers?|assessors?|graders?|"
    r"reviewers|experts|readers|linguists|clinicians|radiologists|physicians|"
    r"crowd ?workers|volunteers)"
)
_RATE = (
    r"(?:annotat|rat|cod|judg|label|grad|scor|mark|assess|tag|classif|rank)(?:e|"
    r"es|ed|ing|s|y|ies|ied|ling|led)?"
)
_MANY = r"(?:three|four|five|six|seven|eight|nine|ten|twelve|several|[3-9]|[1-9]\d+)"
_COHEN = Phrases(
    r"cohen['’]?s? (?:kappa|κ|k)(?! (?:is|for|of) (?:each |every )?pair)",
    only_with="cohen",
)
_MANY_RATERS = Phrases(rf"{_MANY} (?:\w+ ){{0,3}}?{RATER}")
_PAIRS = Phrases(
    r"pair-?wise | (?:each|every|all) "
    r"(?:possible )?pairs? | fleiss\w* | krippendorff\w* | two (?:\w+ )?of the"
)
_RATINGS = Phrases(rf"""
    (?:two|three|four|five|six|seven|eight|ten|several|multiple|\d+|both|\
      independent|the) (?:\w+ ){{0,3}}?{RATER} (?:\w+ ){{0,3}}?{_RATE}\b
    (?:is|are|be|was|were) (?:\w+ ){{0,2}}?(?:annotated|rated|coded|judged|\
      labell?ed|graded|scored|marked) (?:\w+ ){{0,2}}?by (?:two|three|four|five|\
      six|several|\d+) (?:\w+ ){{0,3}}?{RATER}
""")
_AGREEMENT = Phrases(r"""
    agreement | agrees? | disagree\w* | kappa | κ | krippendorff\w* | icc
    intra-?class | inter-?(?:rater|annotator|coder|judge)\w* | fleiss\w*
    adjudicat\w+ | consensus | reliability | gwet\w* | concordance
    alpha (?:of|above|≥|>=)
""")


def _find_wrong_agreement(plan: Plan) -> Iterator[Hit]:
    cohen, many = plan.first(_COHEN), plan.first(_MANY_RATERS)
    if cohen and many:
        if not plan.says(_PAIRS):
            raters = plan.spelled(many.start, many.end)
            yield Hit(
                plan.sentence_passage(cohen.sentence),
                f'Cohen\'s kappa compares two raters, and the plan has "{raters}".',
                0.9,
                edit=replaced(plan, cohen.start, cohen.end, "Krippendorff's alpha"),
            )
        return
    ratings = plan.first(_RATINGS)
    if ratings and not plan.says(_AGREEMENT):
        phrase = plan.spelled(ratings.start, ratings.end)
        yield Hit(
            plan.sentence_passage(ratings.sentence),
            f'The outcome rests on people\'s ratings ("{phrase}"), and their'
            f" agreement is"
            " not measured.",
            0.65,
            edit=sentence_added(
                plan,
                ratings.sentence,
                "Their agreement is reported as Krippendorff's alpha.",
            ),
        )


S10 = Rule(
    id="S10",
    name="wrong agreement statistic",
    severity=Severity.MEDIUM,
    source="statistics: Cohen 1960; Krippendorff 2011",
    question="How far would a second group of raters give the same ratings?",
    needs=lambda plan: (
        plan.first(_RATINGS) is not None or plan.first(_COHEN) is not None
    ),
    find=_find_wrong_agreement,
    example_bad="Four annotators label each post. Agreement is given as Cohen's kappa.",
    example_good="Four annotators label each post. Agreement is given as "
    "Krippendorff's "
    "alpha and not as Cohen's kappa.",
)

_MODEL = (
    r"(?:gpt[-\w.]*|claude[-\w. ]*?|gemini[-\w.]*|llama[-\w.]*|mistral[-\w.]*|"
    r"qwen[-\w.]*|deepseek[-\w.]*|(?:an? |the |another |strong |large )*(?:llm|"
    r"language model|judge model|reward model|model judge|llm judge))"
)
_MODEL_JUDGE = Phrases(rf"""
    (?:llm|model|gpt[-\w.]*|ai)[- ]as[- ](?:an?[- ])?judge
    (?:llm|model|automatic|automated|gpt[-\w.]*) (?:judge|grader|evaluator|rater)s?
    {_MODEL} (?:then |also |will |is asked to |is used to |is prompted to |\
      decides? which |to )?(?:judge|grade|rate|score|evaluate|assess|rank|\
      mark)s? (?:the|each|every|all|both|which|whether|how|their|its|them|on|\
      answers|responses|outputs|summaries)
    (?:judged|graded|rated|scored|evaluated|assessed|ranked|marked|preferred) \
      (?:\w+ ){{0,3}}?by {_MODEL}
    {_MODEL} (?:is|acts as|serves as|as) (?:the |our |an? )?(?:sole |only |\
      automatic )?(?:judge|grader|evaluator|rater|referee)
""")
_JUDGE_CHECKED = Phrases(r"""
    human\w* | by hand | hand-(?:marked|labell?ed|checked|graded|scored)
    manual(?:ly)? | experts? | annotators? | raters | two of us | one of us
    authors? (?:check|read|mark|label|grade)\w*
    we (?:check|read|mark|label|grade|re-?grade)\w* (?:\w+ ){0,4}?(?:\d+|sample|\
      random|subset)
    swap\w* | both orders
    order (?:is |of \w+ )?(?:randomi[sz]ed|swapped|counter-?balanced|reversed)
    reversed order | randomi[sz]e (?:the )?(?:order|position) | counter-?balanc\w+
    position bias | agreement | kappa | validated against | gold (?:labels?|standard)
""")


def _find_unvalidated_judge(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_MODEL_JUDGE)
    if mention is None or plan.says(_JUDGE_CHECKED):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'A model is the judge ("{phrase}"), and nothing checks the judge.',
        0.8,
        edit=sentence_added(
            plan,
            mention.sentence,
            "On 100 random cases its verdict is compared with that of two people, and"
            " every pair is judged in both orders.",
        ),
    )


S11 = Rule(
    id="S11",
    name="unvalidated model judge",
    severity=Severity.HIGH,
    source="Zheng et al., arXiv 2306.05685; Panickssery et al., arXiv 2404.13076",
    question="How often does the judge agree with people, and does the order matter?",
    needs=lambda plan: plan.first(_MODEL_JUDGE) is not None,
    find=_find_unvalidated_judge,
    example_bad="Both systems write a summary. GPT-4o judges which summary is better.",
    example_good="Both systems write a summary. GPT-4o judges which summary is "
    "better, in "
    "both orders, and 100 verdicts are checked by hand.",
)

_FEW = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10|a few|several|the|"
    r"all|these|our)"
)
_TASKS = (
    r"(?:tasks|data ?sets|data sets|benchmarks|games|environments|languages|"
    r"domains|corpora|problems types|subjects)"
)
_MEAN_ONLY = Phrases(
    rf"""
    (?:mean|average|averaged?|median|aggregate|overall|combined|single|pooled) \
      (?:\w+ ){{0,3}}?(?:over|across|of) (?:{_FEW} )?(?:\w+ )?{_TASKS}
    averag(?:e|ed|ing) (?:\w+ ){{0,4}}?(?:over|across) (?:{_FEW} )?(?:\w+ )?{_TASKS}
""",
    only_with="mean averag median aggregate overall combined single pooled",
)
_EACH_SHOWN = Phrases(r"""
    (?:per|by|for each|on each|for every|on every|each|every|single|\
      individual) ?-?(?:\w+ )?(?:task|data ?set|data set|benchmark|game|\
      environment|language|domain|corpus|subject)s?
    per-(?:task|data-?set|game|environment|language|domain|benchmark)\w* | separately
    individually | tables? of all | all (?:\w+ )?results | iqm | interquartile\w*
    performance profiles? | normali[sz]ed | worst (?:task|data ?set|language|domain)
    breakdown | broken down | as well as the (?:mean|average) | macro
""")
_NUMBER_OF_TASKS = re.compile(
    r"\b(?:"
    + "two|three|four|five|six|seven|eight|nine|ten|[2-9]|10"
    + r") (?:[\w-]+ ){0,3}?"
    + _TASKS
)


def _find_bare_mean(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_MEAN_ONLY)
    if mention is None or not _few_tasks(plan, mention) or plan.says(_EACH_SHOWN):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'A few unlike tasks are summed up in one number ("{phrase}"), which one of'
        f" them"
        " can decide.",
        0.7,
        edit=sentence_added(
            plan, mention.sentence, "The result for each task is shown beside it."
        ),
    )


def _few_tasks(plan: Plan, mention: Mention) -> bool:
    return bool(
        _NUMBER_OF_TASKS.search(mention.words) or _NUMBER_OF_TASKS.search(plan.low)
    )


S12 = Rule(
    id="S12",
    name="mean over few unlike tasks",
    severity=Severity.MEDIUM,
    source="Agarwal et al. (rliable), arXiv 2108.13264",
    question="What does each task say, and would the order change without one of them?",
    needs=lambda plan: plan.first(_MEAN_ONLY) is not None,
    find=_find_bare_mean,
    example_bad="We report the mean score over four data sets.",
    example_good="We report the score on each data set and the mean over the four data "
    "sets.",
)

RULES = (S10, S11, S12)
