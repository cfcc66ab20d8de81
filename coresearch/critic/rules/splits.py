"""D, continued: held-out data, time, forbidden features and rare classes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import asserted, mentioned, provided
from coresearch.critic.facts import is_reinforcement, metrics
from coresearch.critic.inputs import illegitimate_inputs
from coresearch.critic.phrases import Pattern, Phrases
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.roles import roles
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


_SAME_DATA = Pattern(
    r"\b(?:on|over|of|from) (?:these|those) same\b"
    r"|\b(?:fit|train|learn)\w*\b[^.;]{0,120}\b(?:scor|evaluat|comput|assess|judg"
    r"|losses"
    r"|measur|test)[^.;]{0,60}\bthe same (?!arms?|way|model|test|seeds?|code|metric)\w+"
    r"|\b(?:scor|evaluat|judg|assess|measur)\w* [^.;]{0,40}\b(?:rows|data|images|cases"
    r"|records|frames|texts|examples|samples) (?:that )?(?:it|they) (?:was|were|has "
    r"been"
    r"|have been) (?:trained|fitted)"
)
_NOT_HELD = frozenset(
    [
        *("left out", "leave out", "kept out", "splits", "reserve", "reserved"),
        *("leaderboard", "benchmark", "benchmarks"),
    ]
)


def _holds_out(plan: Plan) -> bool:
    """Whether data is kept for the verdict: participants left out are none."""
    for mention in plan.places(_HELD_OUT):
        words = plan.words(mention.sentence)
        if mention.words in _NOT_HELD and not _FOR_TEST.search(words):
            continue
        if mention.words == "the test" and not _FOR_TEST.search(words):
            continue
        if not mention.sentence.is_prose or plan.holds(mention, provided):
            return True
    return bool(roles(plan).test)


_FOR_TEST = Pattern(
    r"(?<![-\w])(?<!t )test(?:ing)? (?:set|part|data|split|half|fold|on\b|it\b|year"
    r"|(?!is\b|was\b|has\b)\w+s\b)|\bfor test"
    r"|\bgpqa|\bpublic|\bofficial|\bscored|\bevaluat|\bin turn\b|\bfor (?:the )?verdict"
)


def _scored_where_fitted(plan: Plan) -> Mention | None:
    """Where the plan says that it judges by the data it has fitted to."""
    return plan.kept(_same_data)


def _same_data(plan: Plan) -> Mention | None:
    for sentence in plan.prose:
        words = plan.words(sentence)
        found = _SAME_DATA.search(words)
        if found and asserted(words, found.span()):
            start = sentence.start
            return Mention(start + found.start(), start + found.end(), "", sentence)
    return None


def _find_no_held_out(plan: Plan) -> Iterator[Hit]:
    mention = _scored_where_fitted(plan) or _learns(plan)
    if mention is None or _holds_out(plan):
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

_FEATURE = (
    r"(?:features?|inputs?|predictors?|covariates?|columns|variables|"
    r"explanatory variables|fields)"
)
_LATE = (
    r"(?:(?:only )?(?:known|recorded|entered|measured|available|assigned|"
    r"filled in|written|coded|set|determined|collected|computed|ordered|given|"
    r"prescribed|started|taken|done|made)|which (?:is|"
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
    for mention in chain(plan.mentions(_FORBIDDEN), illegitimate_inputs(plan)):
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
    needs=lambda plan: (
        plan.first(_ANY_FEATURE, mentioned) is not None
        or any(True for _ in illegitimate_inputs(plan))
    ),
    find=_find_forbidden_feature,
    example_bad="We predict churn. The features are tenure, plan, the customer id and "
    "the "
    "number of complaints.",
    example_good="We predict churn. The features are tenure, plan and the number of "
    "complaints before the month of the prediction.",
)


RULES = (D1, D5)
