"""D: does the data that judges stay apart from the data that teaches?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coresearch.core.findings import Severity
from coresearch.critic.changes import Edit, replaced
from coresearch.critic.choices import choices_on_test
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.data import TEST_DATA, TRAINING_DATA, VALIDATION_DATA
from coresearch.critic.lexicon.studies import CHOOSING, FIXING, REPORTING, SETTING
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.roles import names_test
from coresearch.critic.rule import Hit, Rule

LEAKAGE = (
    "Leakage and the reproducibility crisis (Kapoor and Narayanan, arXiv 2207.07048)"
)

_BY = Concept("""
    on, by, using, with, against, over, across, according to, based on, via, until,
    when, once, as soon as, in terms of, monitor*, watch*, objective, criterion, target,
    looking at, seeing, judged by/on, where,
    that gives/maximises/maximizes/minimises/minimizes, whichever, after, highest,
    lowest, best, smallest, largest, at, per, from .. scores/results/performance
""")
_BEST = Concept("""
    best, lowest, highest, smallest, largest, greatest, top, fewest, maximum, minimum,
    minimal, maximal, fastest, max, min, maximis*, maximiz*, minimis*, minimiz*, peak,
    peaks, strongest, wins,
    optimum
""")
_KEPT = Concept(
    "kept, chosen, taken, retained, selected, picked, wins, adopted, goes on"
)
_NOT_BETWEEN = (
    VALIDATION_DATA
    | TRAINING_DATA
    | REPORTING
    | Concept("""
        before, prior to, into, score, scored, scores once, run on, ran, runs on, for,
        as, then, final
    """)
)
_BY_TEST = _BY.then(TEST_DATA, within=4, over=_NOT_BETWEEN)
_DECIDES = Concept("""
    decide(s), determine(s), pick(s), choose(s), select(s), guide(s), tell(s) us,
    settle(s), dictate(s), steer(s), drive(s), set(s), inform(s),
    is/are used to tune/choose/select/set, stops improving, no longer improves,
    plateaus, levels off, saturates, converges, peaks
""")
_TEST = TEST_DATA | Concept("""
    test curve/roc/films/cows/trajectories/talks/floors, final table, final floors,
    evaluation items/documents/images, score on .. held-out
""")
_TEST_CHOOSES = (
    TEST_DATA.then(_BEST, within=8).then(_KEPT, within=8)
    | CHOOSING.then(_BY_TEST, within=10, over=_NOT_BETWEEN)
    | CHOOSING.then(_BEST, within=8).then(TEST_DATA, within=6, over=_NOT_BETWEEN)
    | FIXING.beside(SETTING).then(_BEST, within=8).then(TEST_DATA, within=6)
    | FIXING.near(SETTING, within=8).then(_BY_TEST, within=6, over=_NOT_BETWEEN)
    | SETTING.then(_BEST, within=4).then(TEST_DATA, within=5, over=_NOT_BETWEEN)
    | TEST_DATA.then(_DECIDES, within=3, over=_NOT_BETWEEN).beside(SETTING | CHOOSING)
    | (TEST_DATA | Concept("test"))
    .then(Concept("on/with/by/from/against which"), 3)
    .then(CHOOSING | FIXING, within=8)
    | TEST_DATA.then(
        Concept(
            "and/then keep(s)/choose(s)/select(s)/pick(s)/take(s)/retain(s) .. best/top"
        ),
        within=6,
    )
    | Concept("""
    stop(s) when/once/as/if, stopped when/once/as/if, stopping when/once/as/if,
    end(s) when/once/as, ended when/once/as, goes on until, iterate .. until,
    halt(s) when/once, until, as long as, continue(s) while
""")
    .then(TEST_DATA, within=6)
    .beside(
        Concept("""
    no longer, stop(s), stopped, plateau*, level*, saturat*, converg*, peak*, rise(s),
    risen, fall(s), improve(s), improved, satisf*, good, better, is above/below, reach*,
    exceed*, get(s), decline(s), increase(s), decrease(s), drop(s), worsen*
""")
    )
    | (CHOOSING | FIXING).then(Concept("until"), within=8).then(TEST_DATA, within=8)
    | Concept("after each/every look, after seeing/looking, each look, having seen")
    .then(_TEST, within=8)
    .then(CHOOSING | FIXING, within=8)
    | _TEST.then(
        Concept("is/are logged/watched/monitored/checked after each/every"), within=4
    ).then(Concept("halt(s), stop(s), end(s), lowest, highest, best"), within=10)
    | Concept("fitted to, calibrated to, adapted to, optimum on/for").then(
        _TEST, within=1
    )
    | Concept("youden*, cut-off, threshold, operating point")
    .then(_TEST, within=9)
    .then(Concept("peak(s), curve, optimum, best"), within=4)
    | Concept("youden point of, optimum of, peak of, maximum of").then(_TEST, within=1)
    | Concept("tried, run, compared, tested, scored, decode, decoded")
    .then(Concept("on, over"), within=0)
    .then(_TEST, within=2)
    .then(
        Concept(
            "best of these/them, best one, best is, and keep, keep one, winner is, "
            "report .. winner/best"
        ),
        within=9,
    )
)
_HARMLESS = Concept("""
    set aside, set apart, keep/kept apart, kept sealed, test set size, fixed test set,
    drawn at random, chosen at random,
    select*/cho*/pick*/draw*/sampl*/keep/kept # .. questions/items/examples,
    select*/cho*/pick*/draw*/sampl*/keep/kept # .. images/documents/patients/users,
    for the test, as test, into the test, test items are, same test, both arms,
    before the test, fixed in advance
""")
_ASIDE_FOR_IT = Concept("""
    put/set/laid/kept aside for it/them/this/that/tuning/choosing,
    held-out warm-up/calibration/tuning/dev/training/validation, impossible,
    not mounted, is barred, ruled out
""")


def _find_test_chooses(plan: Plan) -> Iterator[Hit]:
    seen = set()
    for mention in chain(plan.mentions(_TEST_CHOOSES), choices_on_test(plan)):
        if mention.sentence in seen or plan.between(_HARMLESS, *mention.span):
            continue
        if plan.in_sentence(_ASIDE_FOR_IT, mention.sentence):
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
