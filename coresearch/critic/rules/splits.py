"""D, continued: held-out data, time, forbidden features and rare classes."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import mentioned
from coresearch.critic.facts import is_reinforcement, metrics
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_FITTING = Phrases(r"""
    (?:we|i|which|that|and|to|then|is|are|both|models?) (?:then |also |all |\
      each |both )?(?:re-?)?(?:train|trained|fine-tune|fine-tuned|fit|fitted|\
      trains|fits)(?! (?:set|split|data|in|into|the (?:annotators|participants|\
      raters|students|nurses|teachers)|annotators|participants|raters|for|to do)\b)
    (?:training|fitting|fine-tuning) (?:a|an|the|both|each|our|all|two|three|\
      \w+ (?:models?|classifiers?|networks?))
""")
_LEARNER = Phrases(r"""
    (?:\w+-)?(?:model|classifier|network|regressor|regression|forest|\
      transformer|lstm|gru|cnn|bert|roberta|resnet|tree|svm|xgboost|lightgbm|\
      encoder|retriever|detector|tagger|parser|predictor|forecaster|segmenter|\
      boosting|probe|ranker|vit|u-net|unet)(?:s|es)?
""")
_SUPERVISED_METRIC = Phrases(r"""
    accuracy | f1(?:[- ]scores?)? | auroc | auc | auprc | precision | recall | mae
    rmse | mse | r2 | r² | error(?: rate)? | exact match
    dice(?: score| coefficient)? | iou | word error rate | wer | mape | brier
    log[- ]?loss | perplexity | sensitivity | bleu | rouge
""")
_HELD_OUT = Phrases(r"""
    (?:held|hold|holding|leave|left|kept|keep|set|put)[- ]?(?:out|aside|apart|\
      back|sealed)
    hold-?outs? | held-?out | heldout
    test[- ]?(?:set|split|data|partition|part|portion|fold|half|images|\
      questions|items|examples|cases|rows|samples|scans|queries|documents|\
      sentences|patients|sites|users|period|year|months?|accuracy|error|loss|sets|\
      levels|split)
    the test | testing | tested on | tests? it
    test (?:it |them |both |all |each )?on
    unseen | never seen | not seen
    new (?:data|patients|users|sites|items|questions|subjects|cases|speakers|\
      documents|levels)
    out-?of-?(?:sample|domain|distribution|time) | cross-?validat\w+ | leave-one-\w+
    k-?fold | \d+-?fold | folds? | bootstrap(?:ped)? optimism
    validation (?:set|split|data|part|loss|accuracy) | on validation | dev set
    development set | evaluation (?:set|split|data)
    hidden (?:set|test|part|half|items|questions) | sealed | reserved? | reserving
    external (?:validation|cohort|data) | prospective\w*
    split(?:s|ting)? | train/test | divided into | partition\w*
    the (?:following|next|last|final|sixth|fifth|remaining|other) (?:\w+ )?\
      (?:year|month|months|week|season|day|\d+ ?%|part|half|third|quarter|rows|\
      samples)
    remaining (?:\d|data|rows|samples|images|part) | benchmarks? | leaderboard
    official splits?
    evaluat\w+ (?:it |them |both |all |each )?on (?!the (?:same|training))\
      (?:the |a |an |our |\d|[a-z]+-)
""")


def _learns(plan: Plan) -> Mention | None:
    if is_reinforcement(plan) or plan.first(_SUPERVISED_METRIC, mentioned) is None:
        return None
    for mention in plan.mentions(_FITTING):
        if _LEARNER.search(plan.words(mention.sentence)):
            return mention
    return None


def _find_no_held_out(plan: Plan) -> Iterator[Hit]:
    mention = _learns(plan)
    if mention is None or plan.says(_HELD_OUT):
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
    needs=lambda plan: _learns(plan) is not None,
    find=_find_no_held_out,
    example_bad="We train a random forest on the 900 sensor records. "
    "We report its accuracy.",
    example_good="We train a random forest on 700 of the 900 sensor records. "
    "We report its accuracy on the held-out 200.",
    of_absence=True,
)

_FEATURE = (
    r"(?:features?|inputs?|predictors?|covariates?|columns|variables|"
    r"explanatory variables|fields)"
)
_LATE = (
    r"(?:(?:only )?(?:known|recorded|entered|measured|available|assigned|"
    r"filled in|written|coded|set|determined|collected|computed)|which (?:is|"
    r"are)) (?:\w+ )?(?:only )?(?:after|at (?:the )?(?:end|discharge|exit|"
    r"closing)|afterwards|later|once|following)"
)
_FORBIDDEN = Phrases(
    rf"""
    {_FEATURE}[^\n;]{{0,80}}?\b(?:(?:patient|user|customer|student|record|row|\
      subject|case|account|person|employee|client|loan|order|ticket|device|sample|\
      visit|encounter|session|policy|driver|donor)[- ]?(?:ids?|identifiers?|\
      numbers?)|unique identifiers?|row (?:index|number)|the (?:label|outcome|\
      target) itself)
    (?:(?:patient|user|customer|student|record|row|subject|case|account|person|\
      employee|client|loan|order|ticket|device|sample|visit|encounter|session|\
      policy|driver|donor)[- ]?(?:ids?|identifiers?|numbers?)|\
      unique identifiers?) (?:\w+ )?(?:is|are|serves?|enters?|goes|go|as|\
      will be) (?:\w+ ){{0,3}}?(?:an? |the )?{_FEATURE}
    {_FEATURE}[^\n;]{{0,120}}?{_LATE}
    {_LATE}[^\n;]{{0,80}}?\b(?:as|is used|are used|serves?|enters?|goes into|\
      among|included)[^\n;]{{0,30}}?{_FEATURE}
""",
    only_with="feature input predictor covariate column variable field",
)
_ANY_FEATURE = Phrases(_FEATURE)
_ONLY_GROUPING = Phrases(
    r"(?:random|fixed|mixed) (?:effects?|intercepts?|"
    r"factors?) | group\w* by | split by | joined? (?:by|on) | merge[ds]? (?:by|"
    r"on) | key | dropped | removed | stripped | hashed? | excluded?"
)


def _find_forbidden_feature(plan: Plan) -> Iterator[Hit]:
    for mention in plan.mentions(_FORBIDDEN):
        if _ONLY_GROUPING.search(plan.words(mention.sentence)):
            continue
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
    needs=lambda plan: plan.first(_ANY_FEATURE, mentioned) is not None,
    find=_find_forbidden_feature,
    example_bad="We predict churn. The features are tenure, plan, the customer id and "
    "the "
    "number of complaints.",
    example_good="We predict churn. The features are tenure, plan and the number of "
    "complaints before the month of the prediction.",
)

_TEMPORAL = Phrases(r"""
    forecast\w* | time[- ]series
    (?:next|following|coming|tomorrow['’]s|future) (?:day|week|month|hour|\
      quarter|year|season|period|values?|prices?|demand|sales|load|readings?|step|\
      steps|purchase|visit)s?(?:['’]s)?
    (?:predict\w*|anticipat\w+) (?:\w+ ){0,4}?(?:tomorrow|in advance|ahead|\
      the future|next)
    (?:hours|days|weeks|steps|months) ahead | ahead of time
    (?:daily|hourly|weekly|monthly) (?:prices?|demand|sales|load|readings?|\
      series|data|records|counts|values|returns|consumption|temperatures?|\
      measurements?)
""")
_RANDOM_SPLIT = Phrases(r"""
    (?:random(?:ly)?|shuffl\w+)[^\n;]{0,60}?(?:split|splits|divided?|\
      partition\w*|folds?|held out|hold out|holdout|train(?:ing)?(?: and |/)test|\
      80/20|70/30|90/10|for testing|as (?:the )?test|test (?:set|part|data))
    (?:split|splits|divide|divided|partition\w*|hold out|held out|set aside|\
      drawn|sampled|assigned?)[^\n;]{0,80}?(?:at random|randomly|shuffl\w+|\
      uniformly|random (?:\d|subset|sample|rows|days|windows|hours))
    (?:\d+|five|ten|k|three)-?fold (?:stratified )?(?:cross-?validation|cv) | k-?fold
    train_test_split
    random (?:\d+ ?%|80/20|70/30|subset|sample|days|windows|rows)[^\n;]{0,40}?\
      (?:test|held|hold)
""")
_IN_TIME = Phrases(r"""
    chronolog\w* | rolling | walk[- ]forward | expanding(?:[- ]window)? | time-?based
    temporal(?:ly)? (?:split|order|hold|block|cross|separat)\w*
    by (?:date|time|year|month|week|day)(?! of) | timeseriessplit
    forward[- ]chaining | blocked | blocks of | in (?:time|temporal) order
    (?:last|final|latest|most recent|later) (?:\w+ )?(?:years?|months?|weeks?|\
      days?|\d+ ?%|quarter|season|part|period)
    before \d{4} | after \d{4} | until \d{4} | up to \d{4} | from \d{4} on | purged
    embargo | backtest\w* | the past | earlier (?:years|months|weeks|data)
    out-of-time | origin
""")


def _find_temporal_leak(plan: Plan) -> Iterator[Hit]:
    series, split = plan.first(_TEMPORAL, mentioned), plan.first(_RANDOM_SPLIT)
    if series is None or split is None or plan.says(_IN_TIME):
        return
    phrase = plan.spelled(split.start, split.end)
    task = plan.spelled(series.start, series.end)
    yield Hit(
        plan.sentence_passage(split.sentence),
        f'The plan is about time ("{task}"), but its split ("{phrase}") trains on days'
        " that lie after the tested ones.",
        0.8,
    )


D6 = Rule(
    id="D6",
    name="temporal leak",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L3.1",
    question="Would the model be judged only on what lies after everything it was"
    " trained "
    "on?",
    needs=lambda plan: plan.first(_TEMPORAL, mentioned) is not None,
    find=_find_temporal_leak,
    example_bad="We forecast the demand of the next day from four years of sales. "
    "The days are split at random, 80/20.",
    example_good="We forecast the demand of the next day from four years of sales. "
    "The last year is the test period.",
)


RULES = (D1, D5, D6)
