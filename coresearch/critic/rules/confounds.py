"""C, continued: what else differs between the arms than what is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import deferred, mentioned, negated, quoted
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.vocabulary import ABLATION

_CHANGE = (
    r"(?:new|larger|longer|bigger|different|other|second|smaller|deeper|wider|"
    r"higher|lower"
    r"|better|shorter|more|fewer|extra|additional|updated|cleaner|revised|"
    r"stronger|newer)"
)
_ARM = (
    r"(?:arm|condition|variant|treatment|version|model|system|group|method|run|"
    r"agent|network|intervention|prompt|interface)s?"
)
_TWO_CHANGES = Phrases(rf"""
    {_ARM}(?: \w+)? (?:uses?|gets?|has|have|receives?|is trained with|\
      are trained with|runs with|works with|comes with|is given|sees) (?:both )?\
      (?:an? |the )?{_CHANGE} [\w-]+(?: [\w-]+){{0,3}}?(?:,| and| together with|\
      \x20as well as| plus) (?:also )?(?:an? |the |with )?(?:an? )?{_CHANGE} [\w-]+
    (?:differs?|changes?|change|differing|varies|vary|vary both) (?:from \w+ \
      (?:\w+ )?)?(?:in|by|both)? ?(?:both )?(?:its |the |their )?(?!by)[\w-]+\
      (?: [\w-]+){{0,2}}?(?:, (?:the |its )?[\w-]+(?: [\w-]+){{0,2}})? and \
      (?:also )?(?:in |by )?(?:its |the |their )?[\w-]+ (?:at (?:once|\
      the same time)|together|simultaneously|in one go)
    at the same time (?:we |it )?(?:also )?(?:change|switch|replace|increase|\
      double|raise|lower|enlarge|swap)\w*
    (?:change|switch|replace|increase|double|raise|lower|enlarge|swap)s? \
      (?:the )?[\w-]+(?: [\w-]+){{0,4}} and (?:at the same time|simultaneously|\
      in the same run)
""")
_HELD_EQUAL = Phrases(r"""
    nothing else (?:changes|differs|is changed) | all else (?:is )?(?:equal|held|kept)
    everything else (?:is|stays|remains) | only (?:one )?(?:factor|thing|difference)
    one factor | factorial | single difference | differ only | ceteris paribus
""")


def _find_several_changes(plan: Plan) -> Iterator[Hit]:
    mention = plan.first(_TWO_CHANGES)
    if mention is None or plan.says(_HELD_EQUAL) or plan.says(ABLATION):
        return
    phrase = plan.spelled(mention.start, mention.end)
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f'One arm changes several things at once ("{phrase}"), so a difference has'
        " several explanations.",
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            "A further arm makes each of these changes on its own.",
        ),
    )


C6 = Rule(
    id="C6",
    name="several changes at once",
    severity=Severity.MEDIUM,
    source="controlled variables",
    question="Which of the changes would have made the difference?",
    needs=lambda plan: plan.first(_TWO_CHANGES, mentioned) is not None,
    find=_find_several_changes,
    example_bad="The second arm uses a larger encoder and a longer context.",
    example_good="The second arm uses a larger encoder and a longer context; a third "
    "and a "
    "fourth have only one of the two, a full factorial.",
)

_CAUSAL = Phrases(r"""
    (?:causes?|caused by|leads? to|leading to|results? in|because of|due to|\
      the (?:causal )?(?:effect|impact|influence) of|drives?|is driven by|\
      brings? about|is responsible for|makes? (?:\w+ ){1,3}?(?:more|less|better|\
      worse|faster|slower)|is why|prevents?|boosts?|triggers?)
""")
_OBSERVED = Phrases(r"""
    observational | survey(?:s|ed)? (?!of (?:the )?literature) | questionnaire\w*
    logs? (?:of|from) | log files? | server logs | records (?:of|from)
    registr(?:y|ies) | cohort | archiv\w+ | repositor(?:y|ies) | github | correlat\w+
    associat\w+ | historical data | panel data | cross-sectional | usage data | census
    retrospective\w* | issue trackers? | commit histor\w+ | self-report\w*
""")
_IDENTIFIES = Phrases(r"""
    randomi[sz]\w+ | randomly assign\w* | assigned at random
    control(?:led|ling|s)? (?:for|group|arm|condition|trial|experiment)s?
    instrument(?:al)? variables? | instruments? | match(?:ed|ing) | propensity
    regression discontinuity | difference-?s?-?in-?differences? | natural experiment
    a/b | interven(?:e|tion)\w* | adjust\w* | confound\w* | back-?door | dag
    fixed effects | synthetic control | experiment\w*
    causal (?:graph|inference|model)\w* | covariates? | not causal | no causal
    only associations?
""")


def _find_causal_claim(plan: Plan) -> Iterator[Hit]:
    claim = plan.first(_CAUSAL, _claimed)
    observed = plan.first(_OBSERVED, mentioned)
    if claim is None or observed is None or plan.says(_IDENTIFIES):
        return
    verb = plan.spelled(claim.start, claim.end)
    source = plan.spelled(observed.start, observed.end)
    yield Hit(
        plan.sentence_passage(claim.sentence),
        f'The plan says "{verb}", but its data ("{source}") only shows what goes'
        f" together.",
        0.7,
    )


def _claimed(words: str, span: tuple[int, int]) -> bool:
    return not (negated(words, span) or deferred(words, span) or quoted(words, span))


C7 = Rule(
    id="C7",
    name="causal verb without a control",
    severity=Severity.MEDIUM,
    source="AsPredicted question 4; controlled comparison",
    question="What besides this could make the two go together?",
    needs=lambda plan: (
        plan.first(_CAUSAL, _claimed) is not None
        and plan.first(_OBSERVED, mentioned) is not None
    ),
    find=_find_causal_claim,
    example_bad="Hypothesis: code review leads to fewer bugs. We use the commit "
    "histories "
    "of 200 projects and correlate both.",
    example_good="Hypothesis: code review leads to fewer bugs. Of 200 projects half "
    "are "
    "randomly assigned to review; their commit histories are compared.",
)

RULES = (C6, C7)
