"""H, continued: does the plan say what its result will not show?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added
from coresearch.critic.concepts import Concept
from coresearch.critic.facts import STUDY, describes_study
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import sample_size

_LIMITATION_TITLE = Concept("""
    limit*, threat*, caveat*, scope, validity, weakness*, shortcoming*, boundar*, reach,
    non-goals, blind spot(s), risk(s), open, open ends/points/issues/questions,
    will/does/do/can/cannot/would not, cannot, not show/shown/claim/cover/tell/learn,
    not covered, not to trust, what .. leaves, what .. nobody, what .. nothing,
    where .. ends/stops/holds/applies, how far, when .. holds/applies, out of scope,
    read too much, to be read with, before .. quote, pinch of salt,
    weak points/spots/sides, fine print, sceptic*, skeptic*, won't, wont, what .. won't,
    what is missing, reservations, not claimed, remain(s) open, grain of salt, biases,
    generalisability, generalizability, generalisation, honest
""")
_FEWEST_WORDS = 30


def _is_whole_plan(plan: Plan) -> bool:
    """A limitation is missed in a plan, not in a passage of two sentences."""
    if not describes_study(plan):
        return False
    words = sum(len(plan.words(sentence).split()) for sentence in plan.prose)
    return words >= _FEWEST_WORDS


_BEFORE_STUDY = Concept("""
    background, motivation, introduction, related work, why, state of the art,
    literature, previous work
""")
_OF_PEOPLE = Concept("""
    not know, raters, blind*, earlier papers/work/studies, from such, annotators,
    previous studies, existing
""")
_LIMITS = Concept("""
    limitation(s), limits of, threat(s) to .. validity, caveat(s), shortcoming(s),
    blind spot(s), external validity, construct validity, internal validity,
    generalisability, generalizability, not generalise/generalize, not representative,
    not represent, not carry over, not transfer, not extend, not beyond,
    nothing can be inferred/concluded/said/learnt/learned, can say nothing,
    cannot show, cannot say anything, impossible to transfer/generalise/generalize/say,
    cannot be transferred/generalised/generalized,
    not .. generalise/generalize/transfer/extend/represent,
    cannot .. generalise/generalize/speak/conclude/claim/establish/separate,
    will not tell/show, does/do not tell/show/say/speak, does/do not cover, not covered,
    cannot tell/say/show .. whether/about/how/what, no claim(s) about/for/beyond/on,
    no claim(s) is/are made, we/i claim nothing/only, nothing is claimed,
    nothing is said,
    nothing about other/how/what, no statement/conclusion/inference about/on/for/beyond,
    no word about, only applies/covers/speaks/holds, valid only, holds only, holds for,
    we speak of/about/only/for, no others, and of no others,
    apply/applies to .. only/alone, can't say/tell/claim/speak, cannot say more,
    others may differ,
    may/might/could/can react/behave/differ/look .. differently/otherwise,
    may/might differ, may/might not hold, remain(s) open, stays open, is left open,
    stand(s) for itself/one/this, worded for, claim ends with, over-represented,
    under-represented, would need .. trial/study, what .. not show, too small to say,
    only one .. hospital/site/data-set/language/model/city/year/country,
    at one site, no further, such .. under such, no statement on, say(s) nothing about,
    cannot conclude
""")


def _admits_limits(plan: Plan) -> bool:
    """Whether a sentence on the study itself says what it will not show: that others
    cannot tell, or that raters do not know the arm, is no limit of the result."""
    return any(
        not plan.entitled(mention.sentence, _BEFORE_STUDY)
        and not plan.in_sentence(_OF_PEOPLE, mention.sentence)
        for mention in plan.places(_LIMITS)
    )


def _find_no_limitations(plan: Plan) -> Iterator[Hit]:
    if plan.headed(_LIMITATION_TITLE) or _admits_limits(plan):
        return
    if plan.first(STUDY) is None:
        return
    yield Hit(
        plan.whole_passage(),
        "The plan does not say what its result will not show.",
        0.6,
        edit=section_added(plan, "Limitations", _limitation_words(plan)),
    )


def _limitation_words(plan: Plan) -> str:
    sample = sample_size(plan)
    if sample and sample.size >= 20:
        number = plan.spelled(sample.number.start, sample.number.end)
        words = number if any(c.isalpha() for c in number) else f"{number} cases"
        return (
            f"The result holds for the {words} and may not carry over to <which cases>."
        )
    return "The result may not carry over to <which data, models or people>."


H3 = Rule(
    id="H3",
    name="no limitations",
    severity=Severity.LOW,
    source="NeurIPS paper checklist 2",
    question="What will the result not show, even if it comes out as hoped?",
    needs=_is_whole_plan,
    find=_find_no_limitations,
    example_bad="We compare a keyword search with a dense retriever on 400 questions "
    "from the help desk. Each system returns ten passages, and two readers mark each "
    "passage as useful or not. We report recall.",
    example_good="We compare a keyword search with a dense retriever on 400 questions "
    "from the help desk. Each system returns ten passages, and two readers mark each "
    "passage as useful or not. We report recall. One help desk does not represent"
    " others.",
    of_absence=True,
)

RULES = (H3,)
