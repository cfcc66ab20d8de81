"""C, continued: how far does one come with no model at all?"""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.studies import COMPARING, FITTING
from coresearch.critic.outline import Kind
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_CLASSIFIES = Concept("""
    classify, classifies, classified, classifying, classifier(s), classification of,
    classification task/problem/model/accuracy, text/image classification, forecast*,
    categorise(s), categorize(s), recognition, recognis*/recogniz* .. image(s)/speech,
    detect(s) whether/which/if, detecting, detector(s), detection of,
    predict/predicts/predicting whether/which/if/class,
    predict/predicts/predicting label/category/next/price/demand,
    predict/predicts/predicting load/outcome/diagnosis,
    predict/predicts/predicting risk/mortality/churn/failure, time-series, churn,
    diagnosing, diagnosis from, diagnoses from,
    binary/multiclass/multilabel task/problem/label*, tagging, screening for,
    triage of, identif* which, tell apart, told apart, multiple choice, risk model,
    prediction of, early-warning, anomaly detection,
    next item/song/word/product/purchase, average precision, tell/tells .. from,
    predict/predicts/predicting/foresee(s) who/whose/how/when/what/where,
    predict/predicts/forecasts .. ahead, roll-out(s) of, n-step, steps ahead
""")
_NO_REFERENCE = Concept("""
    no further reference, considered settled, not worth, stay(s) in same part
""")
_TRIVIAL = Concept("""
    majority class/classes/label/answer/vote/base-line/predictor/classifier/rule/guess,
    majority-class, always .. majority, majority and, predicting .. majority,
    random guess*/base-line/classifier/prediction(s)/choice/labels/forecast/walk,
    random ranking/recommend*/answer*/policy/scores, guess*/answer*/label* at random,
    coin, dice, guess*, chance level/performance/score/accuracy/rate/agreement,
    above/at/below/than chance, by chance alone, naive, naïve, persist*,
    last week/day/value/observation, last-value, same hour/day/week/value/month,
    previous value/hour/day/week/month, seasonal*,
    constant prediction/forecast/answer/class/score/predictor,
    always answers/predicts/says, always answering/predicting/saying,
    always .. same answer/class/label/value/word, blindly, blind guess*, rubber stamp,
    commonest, most common/frequent/popular, popularity, no model, label frequenc*,
    class frequenc*, does/do nothing, mean predictor/forecast, training mean,
    historical mean/average, base rate, event rate, predicts .. prevalence,
    everyone gets, to everyone, dummy, prior alone, class prior, trivial, rule of thumb,
    rules of thumb, simple rule(s), hand-written, hand-made, rule-based,
    keyword rule(s)/search/match*/list(s)/base-line/counts, heuristic*, climatolog*,
    string match*, regex rule(s)/base-line, look-up table, threshold on, bm25,
    zero-rule, moving average, drift method, idle, simple baseline/average/mean,
    without any model/learning, untrained, shuffled labels, label shuffl*,
    everything as, in every case, answers everything, one-feature, age alone,
    a week/year/day/month ago, same weekday, day before, yesterday's,
    saying .. each time, nearest centroid, intercept only, learn(s) nothing,
    knows nothing, need(s) no learning/training/network/model/fitting, no learning,
    nothing to fit, nothing to learn, cost(s) nothing to, constant rate, random moment,
    stays as it is, everybody gets, gives every/everyone/everybody,
    call(s)/calling every/all, mean of .. last, mean date, average year, is the floor,
    sanity floor, as a floor, is predicted to, same as last/yesterday, repeats .. last,
    copy/copies/copying .. last, nearest surveyed/neighbouring/neighbour, word list,
    no-skill, persistence, dummies, dummy, without looking, blind to .. input,
    carrying forward, carried forward, says/answers "yes", always says, zero-parameter
""").apart(_NO_REFERENCE)


_JUDGING = Concept("model(s), network(s), evaluat*")
_ASKED = FITTING | COMPARING | _JUDGING
_MEASURED = Concept("""
    accuracy, accuracies, f1, macro-f1, micro-f1, f1-score, auc, auroc, auprc, auc-roc,
    precision, recall, sensitivity, specificity, error rate(s), error(s), mae, rmse,
    mse,
    mape, mase, smape, crps, brier, log-loss, kappa, mcc, eer, map, iou, hit rate,
    correct*, share right, right, score(s), scored, wrong, misclassif*, performance,
    false alarms, false positives, test set, test data, held-out, calibration, compare,
    compares, compared
""")


def _task(plan: Plan) -> Mention | None:
    """Where something is told apart or foretold, be it in the title."""
    return plan.first(_CLASSIFIES) or next(
        (m for m in plan.places(_CLASSIFIES) if m.sentence.kind is Kind.HEADING), None
    )


def _find_no_trivial_baseline(plan: Plan) -> Iterator[Hit]:
    mention = _task(plan)
    if mention is None or plan.says(_TRIVIAL):
        return
    time = "forecast" in mention.words or "series" in mention.words
    simple = "the last value" if time else "the most frequent class"
    yield Hit(
        plan.sentence_passage(mention.sentence),
        f"Nothing shows how far one comes here with {simple} alone.",
        0.55,
        edit=sentence_added(
            plan, mention.sentence, f"A naive reference always predicts {simple}."
        ),
    )


C4 = Rule(
    id="C4",
    name="no trivial baseline",
    severity=Severity.LOW,
    source="REFORMS (Kapoor et al., arXiv 2308.07832)",
    question="What does the most frequent answer, or the last value, score?",
    needs=lambda plan: (
        _task(plan) is not None
        and bool(plan.says(_ASKED))
        and plan.first(_MEASURED, mentioned) is not None
    ),
    find=_find_no_trivial_baseline,
    example_bad="We classify 3,000 leaves into eleven species with a CNN and a ViT. We "
    "compare them.",
    example_good="We classify 3,000 leaves into eleven species with a CNN and a ViT. "
    "We "
    "compare them with each other and with the majority class.",
    of_absence=True,
)

RULES = (C4,)
