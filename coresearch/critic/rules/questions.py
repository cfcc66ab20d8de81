"""Q: is there a question, and could the answer be no?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced, sentence_added
from coresearch.critic.facts import STUDY, describes_study, metrics
from coresearch.critic.idea import TITLE as IDEA_TITLE
from coresearch.critic.idea import states_idea, states_refutation
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Passage, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.sizes import states_size
from coresearch.critic.targets import TARGET_UNITS, conflicts, corrected
from coresearch.critic.thresholds import rival_thresholds
from coresearch.critic.vocabulary import DIRECTION, EXPECTATION, EXPLORES

REFUTATION_TITLE = Phrases(
    r"refut\w+ | falsif\w+ | what would (?:change|count|prove|convince)[\w ]*"
    r" | decision rules? | inference criteria | success criteri\w+"
)
_SUMMARY = Phrases(
    r"abstract | summary | overview | introduction | goals? | idea | background"
)


def expectation(plan: Plan) -> Mention | None:
    """Where the plan states what it expects: directional statements first."""
    return plan.kept(_expectation)


def _expectation(plan: Plan) -> Mention | None:
    best, most = None, -1
    for mention in [*plan.places(EXPECTATION), *_under_its_title(plan)]:
        words = plan.words(mention.sentence)
        if not mention.sentence.is_prose or len(words.split()) < 5:
            continue
        strength = _strength(plan, mention, words)
        if strength > most:
            best, most = mention, strength
    return best


def _under_its_title(plan: Plan) -> Iterator[Mention]:
    """What stands under "Hypothesis" is the hypothesis, whatever its words."""
    for sentence in plan.prose:
        title = plan.document.sections[sentence.section].title.lower()
        if IDEA_TITLE.search(title):
            words = plan.words(sentence)
            yield Mention(sentence.start, sentence.end, words, sentence)


_STATED = Phrases(
    r"expect\w* | hypothes\w+ | predict\w* | bet | claim\w* | h\d | believe\w* | "
    r"suspect\w*"
    r" | conjecture\w* | should | anticipate\w*"
)


_MERE_DIRECTION = 4
"""Of a sentence that something rises or falls, which nobody says to expect."""


def _strength(plan: Plan, mention: Mention, words: str) -> int:
    """How much a sentence looks like the hypothesis: direction first, then words."""
    title = plan.document.sections[mention.sentence.section].title.lower()
    return (
        4 * bool(DIRECTION.search(words))
        + 2 * bool(IDEA_TITLE.search(title))
        + bool(_STATED.search(words))
    )


def _is_aim(plan: Plan, mention: Mention) -> bool:
    """ "We study how", but not "this study is about"."""
    return not plan.low[: mention.start].endswith(("this ", "the ", "our "))


def _find_no_hypothesis(plan: Plan) -> Iterator[Hit]:
    if states_idea(plan) or any(_is_aim(plan, m) for m in plan.mentions(EXPLORES)):
        return  # an aim without a direction is the business of Q2
    study = plan.first(STUDY)
    if study is None:
        return
    place = plan.home(IDEA_TITLE) or plan.sentence_passage(study.sentence)
    does = plan.spelled(study.start, study.end)
    yield Hit(
        place,
        f'The plan says what is done ("{does} …") but not what is expected to come'
        f" out.",
        0.7,
    )


Q1 = Rule(
    id="Q1",
    name="no hypothesis",
    severity=Severity.HIGH,
    source="AsPredicted question 2; OSF preregistration: hypotheses",
    question="What do you expect to find, and why that rather than the opposite?",
    needs=describes_study,
    find=_find_no_hypothesis,
    example_bad="We train a small transformer on the parts catalogue. "
    "We look at the attention maps and at the loss curves.",
    example_good="We train a small transformer on the parts catalogue. "
    "Our bet is that it finds duplicates more often than string matching.",
    of_absence=True,
)


def _has_direction(plan: Plan) -> bool:
    mention = expectation(plan)
    return mention is not None and bool(DIRECTION.search(plan.words(mention.sentence)))


def _expectation_passage(plan: Plan) -> tuple[Mention, Passage] | None:
    mention = expectation(plan)
    if mention is None:
        return None
    return mention, plan.sentence_passage(mention.sentence)


def _find_no_refutation(plan: Plan) -> Iterator[Hit]:
    found = _expectation_passage(plan)
    if found is None or plan.headed(REFUTATION_TITLE):
        return
    mention, passage = found
    words = plan.words(mention.sentence)
    if _strength(plan, mention, words) <= _MERE_DIRECTION or states_refutation(plan):
        return
    yield Hit(
        passage,
        "The plan says what it expects, but no result that would count against it.",
        0.65,
        edit=_refutation_edit(plan, mention),
    )


def _refutation_edit(plan: Plan, mention: Mention) -> Edit:
    metric = next(iter(metrics(plan)), "")
    if not metric:
        return ()
    if _EQUALITY.search(plan.words(mention.sentence)):
        words = f"difference in {metric} above <largest difference that is tolerated>"
    else:
        smallest = _first_effect(plan, mention) or "<smallest effect that matters>"
        words = f"gain in {metric} below {smallest}"
    return sentence_added(plan, mention.sentence, f"A {words} would count against it.")


_EQUALITY = Phrases(
    r"within | equal\w* | equivalen\w+ | no (?:worse|difference|loss) | "
    r"non-?inferior\w*"
    r" | loses? at most | as (?:good|well|accurate) as | (?:matches|keeps)"
)


def _first_effect(plan: Plan, mention: Mention) -> str:
    sentence = mention.sentence
    for quantity in plan.quantities_in(sentence.start, sentence.end):
        if quantity.unit == "points":
            return plan.spelled(quantity.start, quantity.end)
    return ""


Q3 = Rule(
    id="Q3",
    name="nothing would count against it",
    severity=Severity.MEDIUM,
    source="OSF preregistration: inference criteria",
    question="Which result would make you say that the idea is wrong?",
    needs=lambda plan: describes_study(plan) and _has_direction(plan),
    find=_find_no_refutation,
    example_bad="We expect the retriever to improve accuracy over BM25. "
    "We evaluate both on the hidden questions.",
    example_good="We expect the retriever to improve accuracy over BM25. We evaluate "
    "both on the hidden questions. A gain below one point would count against it.",
    of_absence=True,
)


def _find_no_smallest_effect(plan: Plan) -> Iterator[Hit]:
    found = _expectation_passage(plan)
    if found is None or states_size(plan):
        return
    mention, passage = found
    metric = next(iter(metrics(plan)), "the outcome")
    edit = sentence_added(
        plan,
        mention.sentence,
        f"The smallest difference in {metric} that would be worth having is"
        " <number and unit>.",
    )
    yield Hit(
        passage,
        f"The plan expects a difference but gives no number for {metric} that separates"
        " success from failure.",
        0.65,
        question=f"How large must the difference in {metric} be to matter to you?",
        edit=edit,
    )


Q4 = Rule(
    id="Q4",
    name="no smallest effect of interest",
    severity=Severity.MEDIUM,
    source="OSF preregistration: inference criteria (smallest effect size of interest)",
    question="How large must the difference be to matter to you?",
    needs=lambda plan: describes_study(plan) and _has_direction(plan),
    find=_find_no_smallest_effect,
    example_bad="We expect the cache to reduce latency. "
    "We measure latency with and without it on the recorded traffic.",
    example_good="We expect the cache to reduce latency by at least 10%. "
    "We measure latency with and without it on the recorded traffic.",
    of_absence=True,
)


def _find_conflicting_targets(plan: Plan) -> Iterator[Hit]:
    found = list(conflicts(plan))
    for first, second in found:
        one = plan.spelled(first.number.start, first.number.end)
        two = plan.spelled(second.number.start, second.number.end)
        line = plan.document.line_of(first.number.start) + 1
        yield Hit(
            plan.sentence_passage(second.sentence),
            f"The target for {second.metric} is {two} here and {one} in line {line}.",
            0.8 if first.about == second.about else 0.6,
            question=f"Which target for {second.metric} holds: {one} or {two}?",
            edit=corrected(plan, first, second),
            calculation=f"{second.metric}: {one} (line {line}) ≠ {two}",
        )
    if not found:
        yield from _find_rival_thresholds(plan)


def _find_rival_thresholds(plan: Plan) -> Iterator[Hit]:
    for first, second in rival_thresholds(plan):
        one = plan.spelled(first.number.start, first.number.end)
        two = plan.spelled(second.number.start, second.number.end)
        line = plan.document.line_of(first.number.start) + 1
        yield Hit(
            plan.sentence_passage(second.sentence),
            f"The change that counts is {two} here and {one} in line {line}.",
            0.65,
            question=f"Which size decides: {one} or {two}?",
            edit=replaced(plan, second.number.start, second.number.end, one),
            calculation=f"{one} (line {line}) ≠ {two}",
        )


Q5 = Rule(
    id="Q5",
    name="conflicting targets",
    severity=Severity.HIGH,
    source="internal consistency",
    question="Which of the two targets holds?",
    needs=lambda plan: bool(plan.counted(*TARGET_UNITS)),
    find=_find_conflicting_targets,
    example_bad="The target is an accuracy of at least 80%.\n\n"
    "We count it a success if the accuracy is at least 85%.",
    example_good="The target is an accuracy of at least 80%.\n\n"
    "We count it a success if the accuracy is at least 80% and latency stays"
    " below 20 ms.",
)

RULES = (Q1, Q3, Q4, Q5)
