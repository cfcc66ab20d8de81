"""H, continued: does the plan say what its result will not show?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import section_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import STUDY, describes_study
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.samples import sample_size
from coresearch.critic.vocabulary import LIMITATION

_LIMITATION_TITLE = Phrases(
    r"limitations? | limits | threats?"
    r"(?: [\w ]+)? | risks?[\w ]* | caveats? | scope[\w ]*"
    r" | what (?:this|we|it|the \w+|one|nobody|should)(?: [\w’']+){0,3}? (?:not|cannot|"
    r"leaves?|nobody|never|nothing|no one)[\w ]* | what [\w ]*(?:not|n['’]t|nobody)\b.*"
    r" | (?:where|how far|when) (?:the|this|it|our)[\w ]*(?:ends?|stops?|carr\w+"
    r"|reach\w*"
    r"|goes|holds?|appl\w+|extends?) | not covered | non-goals? | weaknesses | validity"
    r" | open (?:ends|points|issues) | boundaries | reach"
)
_FEWEST_WORDS = 30


def _is_whole_plan(plan: Plan) -> bool:
    """A limitation is missed in a plan, not in a passage of two sentences."""
    if not describes_study(plan):
        return False
    words = sum(len(plan.words(sentence).split()) for sentence in plan.prose)
    return words >= _FEWEST_WORDS


_BEFORE_STUDY = Phrases(
    r"background | motivation | introduction | related work | why [\w ]+ | state of "
    r"the art"
)
_OF_PEOPLE = Phrases(
    r"(?:do|does|did|will) not know (?:the|which|whether|what|to) | raters | blind\w*"
    r" | earlier (?:papers|work|studies) | from such (?:an? )?\w+ | annotators"
)


def _admits_limits(plan: Plan) -> bool:
    """Whether a sentence on the study itself says what it will not show: that others
    cannot tell, or that raters do not know the arm, is no limit of the result."""
    for mention in plan.places(LIMITATION):
        section = plan.document.sections[mention.sentence.section]
        if _BEFORE_STUDY.search(section.title.lower()):
            continue
        if not _OF_PEOPLE.search(plan.words(mention.sentence)):
            return True
    return plan.first(_ENDS_HERE, mentioned) is not None


_ENDS_HERE = Phrases(r"""
    nothing (?:about (?:other|how|what)|is (?:said|claimed) (?:about|of)) | not beyond
    no (?:statement|conclusion|word|claim|inference) (?:about|on|for|beyond)
    we speak (?:only )?(?:about|of|for) | (?:is|are) not the \w+ (?:people|that|of)
    worded for | holds? for (?:this|these|our|that) | claim ends with
    (?:remains|stays|is left) open | stands? for (?:itself|one|this)
""")


def _find_no_limitations(plan: Plan) -> Iterator[Hit]:
    if plan.headed(_LIMITATION_TITLE) or _admits_limits(plan):
        return
    study = plan.first(STUDY)
    if study is None:
        return
    titled = [section for section in plan.document.sections if section.style]
    place = plan.sentence_passage(study.sentence)
    if titled:
        place = plan.line_passage(titled[-1].line)
    yield Hit(
        place,
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
