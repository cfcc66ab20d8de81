"""C, continued: what else differs between the arms than what is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import (
    deferred,
    hypothetical,
    mentioned,
    negated,
    quoted,
)
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
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
_BUNDLED = Phrases(r"""
    instead of [^\n.;]{1,60}? and [^\n.;]{1,60}? instead of
    as \w+,? but (?:with|without|on|after) [^\n.;]{3,80}? (?:and|plus) (?:\w+)
    (?:dropped|removed|switched off|turned off|disabled|doubled|halved|enlarged) \
      and [^\n.;,]{2,50} (?:dropped|removed|switched off|turned off|disabled|\
      doubled|halved|enlarged)
""")
_HELD_EQUAL = Phrases(r"""
    nothing else (?:changes|differs|is changed) | all else (?:is )?(?:equal|held|kept)
    everything else (?:is|stays|remains) | only (?:one )?(?:factor|thing|difference)
    one factor | factorial | single difference | differ only | ceteris paribus
""")


def _find_several_changes(plan: Plan) -> Iterator[Hit]:
    bundled = plan.first(_BUNDLED, _of_an_arm)
    if bundled is not None:
        yield _several_changes(plan, bundled)
        return
    mention = plan.first(_TWO_CHANGES)
    if mention is None or plan.says(_HELD_EQUAL) or plan.says(ABLATION):
        return
    yield _several_changes(plan, mention)


_ARM_WORDS = Phrases(
    r"arms? | variants? | conditions? | only[:,)]? | factor | agents? | as \w+,? but"
    r" | network | model | also (?:gets?|uses?) | ours"
)


def _claimed_outright(words: str, span: tuple[int, int]) -> bool:
    """A negator inside ("instead of uniform replay") is part of the change."""
    return not (
        negated(words, span, inside=False)
        or hypothetical(words, span)
        or deferred(words, span)
        or quoted(words, span)
    )


def _of_an_arm(words: str, span: tuple[int, int]) -> bool:
    """Whether an arm is described: cases, too, are removed and dropped."""
    return _claimed_outright(words, span) and bool(_ARM_WORDS.search(words))


def _several_changes(plan: Plan, mention: Mention) -> Hit:
    phrase = plan.spelled(mention.start, mention.end)
    return Hit(
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
    needs=lambda plan: (
        plan.first(_TWO_CHANGES, mentioned) is not None
        or plan.first(_BUNDLED, mentioned) is not None
    ),
    find=_find_several_changes,
    example_bad="The second arm uses a larger encoder and a longer context.",
    example_good="The second arm uses a larger encoder and a longer context; a third "
    "and a "
    "fourth have only one of the two, a full factorial.",
)

_CAUSAL = Phrases(r"""
    (?:causes?|caused by|leads? to|leading to|results? in|the (?:causal )?\
      (?:effect|impact|influence) of|drives?|is driven by|brings? about|\
      is responsible for|makes? (?:\w+ ){1,3}?(?:more|less|better|worse|faster|\
      slower)|is why|prevents?|boosts?|triggers?)
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
    local = _unassigned(plan)
    if local is not None:
        yield _causal_hit(plan, *local)
        return
    claim = plan.first(_CAUSAL, _claimed)
    observed = plan.first(_OBSERVED, mentioned)
    if claim is None or observed is None or plan.says(_IDENTIFIES):
        return
    yield _causal_hit(plan, claim, observed)


_AS_FOUND = Phrases(r"""
    correlat\w+ | associat\w+ | (?:sorted|grouped|ranked) by
    (?:was|were|is|are) (?:lower|higher|better|worse) (?:where|when|for those)
    (?:people|participants|users|readers|students|patients|teams|clinics|schools|\
      developers) (?:\w+ )?(?:pick|choose|select|opt for|decide) (?!up|by|whether|if)
    (?:participants|people|users|those|students|homes|teams|patients) (?:with|who) \
      (?:an? )?(?:higher|lower|more|less)
""")
_ASSIGNED = Phrases(r"""
    at random | randomi[sz]\w* | randomly | we set | assigned | held fixed | not causal
    only associations? | would not | shall not | as an association
""")


def _unassigned(plan: Plan) -> tuple[Mention, Mention] | None:
    """A causal claim in the paragraph that tells that nothing was assigned."""
    for claim in plan.mentions(_CAUSAL, _claimed):
        if _ASSIGNED.search(plan.words(claim.sentence)):
            continue
        for found in plan.mentions(_AS_FOUND):
            near = found.sentence.block == claim.sentence.block
            if near and not _ASSIGNED.search(plan.words(found.sentence)):
                return claim, found
    return None


def _causal_hit(plan: Plan, claim: Mention, observed: Mention) -> Hit:
    verb = plan.spelled(claim.start, claim.end)
    source = plan.spelled(observed.start, observed.end)
    return Hit(
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
        and bool(plan.first(_OBSERVED, mentioned) or plan.first(_AS_FOUND, mentioned))
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
