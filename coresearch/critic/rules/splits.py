"""D, continued: held-out data, time, forbidden features and rare classes."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import deferred, hypothetical, mentioned, quoted
from coresearch.critic.concepts import Concept
from coresearch.critic.facts import is_reinforcement, metrics
from coresearch.critic.inputs import FEATURE, ILLEGITIMATE
from coresearch.critic.lexicon.data import DATA, ROWS, SAMPLED_UNIT, TEST_DATA
from coresearch.critic.lexicon.studies import CHOOSING, FITTING, MODEL
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.roles import roles
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_PEOPLE = Concept("annotators, participants, raters, students, teachers, nurses, staff")
_GROWN = FITTING | Concept("grown, learns, grow")
_ANY_MODEL = MODEL | Concept("crf(s), hmm(s)")
_FITTED = _GROWN.near(_ANY_MODEL, within=8, over=_PEOPLE).apart(
    Concept("""
        slope(s), intercept(s), coefficient(s), p-value(s), random/fixed effect(s),
        trend(s), moment(s), simulated, pre-trained, because, design, before any
    """)
)
_SUPERVISED_METRIC = Concept("""
    accuracy, f1, macro-f1, micro-f1, auroc, auc, auprc, precision, recall, mae, rmse,
    mse, r2, error(s), error rate, exact match, dice, iou, word error, wer, cer, mape,
    brier, log-loss, perplexity, sensitivity, specificity, bleu, rouge, correct*,
    pinball, mean absolute, hit rate, ndcg, average precision, correlation, share right,
    success rate, mean squared, eer, squared error, absolute error, kappa, residual(s),
    loss, pearson, spearman, hits
""")
_SCORING = Concept("""
    score*, evaluat*, comput*, assess*, judg*, loss, losses, measur*, test, tested,
    testing, report*, error(s), accuracy, auc, f1, predict*, check(s), checked, verdict
""")
_HELD_OUT = (
    TEST_DATA
    | Concept("""
    hold-out(s), tested on, not seen, unseen, never met, out-of-sample, out-of-domain,
    out-of-distribution, out-of-time, cross-valid*, leave one, leave-one-out, k fold,
    # fold, folds, out-of-fold, bootstrap* optimism,
    validation set/split/data/part/loss, on validation, dev set, development set,
    prospective*, train test, for test, to test, for testing, as test, test part,
    official split(s), public benchmark, other half, rest is/are for,
    new patients/users/sites/subjects/speakers/documents/recordings
""")
    | Concept("""
    left/kept/set/put/laid/held out/aside/apart/back, hold back, reserve(s), reserved,
    next/following/last/later/final year/years/months/month/weeks/week/season/days
""").near(_SCORING, within=14)
    | Concept("remaining, the rest, other # , the others, other half/part").then(
        _SCORING | Concept("tell, tells, show, shows, for"), within=4
    )
    | Concept("that follow, after them, that it/they never met/saw, not used before")
    | Concept("# others, # further, # new, # different")
)


def _learns(plan: Plan) -> Mention | None:
    if is_reinforcement(plan) or plan.first(_SUPERVISED_METRIC, mentioned) is None:
        return None
    return plan.first(_FITTED)


_SAME = Concept("same, very same, these same, those same, identical").then(
    ROWS | DATA | SAMPLED_UNIT | Concept("years, year, months, weeks, hours"), within=3
) | Concept("""
    training accuracy/error, in-sample, it was trained/fitted on,
    they were trained/fitted on, it has seen, resubstitution, no separate,
    all of it again, nothing is held/kept/set, no data is/are held/kept/set,
    without holding out/back, full data-set again, for fitting and scoring/testing,
    for training and testing/evaluation/scoring, to fit and score, to train and test
""")
_ALL_IN = (
    Concept("all, every, whole, complete, all of them/these")
    .then(
        ROWS
        | DATA
        | SAMPLED_UNIT
        | Concept(
            "# , months, years, writers, trajectories, blocks, villages, letters"
        ),
        within=3,
    )
    .then(
        Concept("""
            take part in training, used for .. training, serve for training,
            go/goes into .. fit/training/model, enter .. model/training,
            are trained on, used to train, used for train/fitting/learning
        """),
        within=8,
    )
    .apart(
        Concept("""
            then, final model, after, once, fold(s), arm(s), both, each, test, testing,
            validation, choosing, whole, shared, everything else
        """)
    )
)
_READ_BACK = Concept("""
    fitted probabilities/values/occupancies, just trained on,
    read off .. same, variance it explains in, over those years, over these years,
    are those on .. themselves, tells how good it is, complete recording,
    loss no longer falls
""").apart(Concept("no result, not reported"))
_SAME_DATA = (
    _ALL_IN
    | _READ_BACK.near(
        FITTING | _SCORING | Concept("grown, explains, how well, how good"), within=16
    ).apart(Concept("held-out, test, validation, unseen, cross-valid*"))
    | (
        _SAME.near(_SCORING, within=10)
        .beside(FITTING | CHOOSING)
        .apart(
            Concept("""
    arm(s), way, seed(s), code, shared, everything else, budget, metric, unlike, gap,
    test, both, all .. models, each, every, annotator(s), rater(s), participants
""")
        )
    )
)


def _holds_out(plan: Plan) -> bool:
    """Whether data is kept for the verdict."""
    return bool(plan.says(_HELD_OUT) or roles(plan).test)


def _scored_where_fitted(plan: Plan) -> Mention | None:
    """Where the plan says that it judges by the data it has fitted to."""
    return plan.first(_SAME_DATA, _told)


def _told(words: str, span: tuple[int, int]) -> bool:
    """ "Nothing is held out" is what is looked for."""
    return not (
        hypothetical(words, span) or deferred(words, span) or quoted(words, span)
    )


def _find_no_held_out(plan: Plan) -> Iterator[Hit]:
    same = _scored_where_fitted(plan)
    mention = same or _learns(plan)
    if mention is None or (same is None and _holds_out(plan)):
        return
    metric = next(iter(metrics(plan)), "the metric")
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f"A model is trained and judged by {metric}, but no data is held out to judge"
        f" it"
        " on.",
        0.75,
        edit=sentence_added(
            plan,
            mention.sentence,
            f"<share>% of the data is held out before training, and {metric}"
            f" is measured"
            " there once.",
        ),
    )


D1 = Rule(
    id="D1",
    name="no held-out set",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L1.1",
    question="On which data, never used in training, is the result judged?",
    needs=lambda plan: (
        _learns(plan) is not None or _scored_where_fitted(plan) is not None
    ),
    find=_find_no_held_out,
    example_bad="We train a random forest on the 900 sensor records. "
    "We report its accuracy.",
    example_good="We train a random forest on 700 of the 900 sensor records. "
    "We report its accuracy on the held-out 200.",
    of_absence=True,
)


def _find_forbidden_feature(plan: Plan) -> Iterator[Hit]:
    for mention in plan.mentions(ILLEGITIMATE):
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'A feature may give the answer away ("{phrase}"): it identifies'
            f" the case or"
            f" is"
            " known only after the outcome.",
            0.7,
        )
        return


D5 = Rule(
    id="D5",
    name="illegitimate feature",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L2",
    question="Is every feature known, for a new case, at the time of the prediction?",
    needs=lambda plan: plan.first(FEATURE, mentioned) is not None,
    find=_find_forbidden_feature,
    example_bad="We predict churn. The features are tenure, plan, the customer id and "
    "the "
    "number of complaints.",
    example_good="We predict churn. The features are tenure, plan and the number of "
    "complaints before the month of the prediction.",
)


RULES = (D1, D5)
