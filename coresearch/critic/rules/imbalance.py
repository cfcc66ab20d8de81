"""D, continued: rare classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import provided
from coresearch.critic.phrases import Phrases
from coresearch.critic.plan import Plan
from coresearch.critic.rule import Hit, Rule

_RARE = Phrases(r"""
    (?:highly |heavily |strongly |very |class[- ])?imbalanced? | class imbalance
    unbalanced
    rare (?:class|classes|event|events|disease|diseases|cases|positives|\
      category|categories|outcome|failure|failures|\w+s)
    minority class\w* | skewed (?:classes|labels|class) | (?:are|is) rare
    few positives
    (?:only |about |roughly |around |some |under |fewer than |less than )?\
      (?:0?\.\d+|[1-9](?:\.\d+)?|1[0-2](?:\.\d+)?) ?(?:%|percent|per cent|‰) \
      of (?:the |all )?(?:\w+ ){0,3}?(?:are|is|have|has|belong|being|carry|\
      show|contain|positives?|fraud\w*|fail\w*|default\w*|develop)
    (?:occurs?|happens?|appears?|are found|is found|present) in (?:only |about |\
      roughly |under )?(?:0?\.\d+|[1-9](?:\.\d+)?|1[0-2](?:\.\d+)?) ?(?:%|percent)
    (?:are|is) (?:positive|fraud\w*|faulty|spam|cancer|malignant|defective) in \
      (?:only )?(?:\d(?:\.\d+)?|1[0-2]) ?%
    one (?:\w+ )?in (?:a |one )?(?:hundred|thousand|\d{2,})
    (?:holds?|makes? up|accounts? for|covers?|contains?|has) (?:only |about |some )?\
      (?:0?\.\d+|[1-9](?:\.\d+)?) ?% of
    (?:fewer|less) than \d{1,2} (?:examples|images|frames|cases|samples|items)
    (?:8[89]|9\d)(?:\.\d+)? ?% (?:of (?:the |all )?(?:\w+ ){0,3}?)?(?:are|is) \
      (?:negative|normal|healthy|benign|legitimate|not)
""")


_FIT_FOR_RARE = Phrases(r"""
    f1\w* | f-?score | f-?measure | fbeta | precision | recall | auc\w* | auroc
    auprc | roc | average precision | balanced accuracy | mcc | matthews\w* | kappa
    sensitivity | specificity | g-mean | brier\w* | log[- ]?loss
    false (?:positive|negative|alarm)s?(?: rates?)? | confusion matri\w+ | per-class
    macro\w* | cost-weighted | expected cost | lift | enrichment | hit rate
""")


_ACCURACY = Phrases(
    "accuracy | error rate | (?:share|fraction|proportion|percentage) of [^.,;]{0,40}?"
    "(?:correct\\w*|right) | (?:share|percentage|fraction|proportion) (?:of"
    " )?correct\\w*"
)


_MEASURES = re.compile(
    r"measure|metric|judge|report|rank|scored?\b|compar|primary|outcome|express|best"
    r"|evaluat|test|higher|lower|improv|at least|points"
)
_OTHER_SENSE = re.compile(
    r"agreement|rater|fleiss|cohen|annotat|precision:|would|useless"
)


def _is_measure(words: str, span: tuple[int, int]) -> bool:
    """Whether accuracy is measured: "this wastes accuracy" measures none."""
    return bool(_MEASURES.search(words)) and "useless" not in words


def _fits_rare(plan: Plan) -> bool:
    """Whether the rare class is looked at: kappa between raters does not do that."""
    return any(
        not _OTHER_SENSE.search(plan.words(mention.sentence))
        for mention in plan.places(_FIT_FOR_RARE)
        if not mention.sentence.is_prose or plan.holds(mention, provided)
    )


def _find_accuracy_alone(plan: Plan) -> Iterator[Hit]:
    rare = plan.first(_RARE)
    accuracy = plan.first(_ACCURACY, _is_measure)
    if rare is None or accuracy is None or _fits_rare(plan):
        return
    what = plan.spelled(rare.start, rare.end)
    name = plan.spelled(accuracy.start, accuracy.end)
    yield Hit(
        plan.sentence_passage(accuracy.sentence),
        f'The classes are uneven ("{what}"), and {name} is the only measure: always'
        f" saying"
        " the common class would score well.",
        0.8,
        edit=sentence_added(
            plan,
            accuracy.sentence,
            f"Beside {name} we report precision and recall of the rare class"
            f" and the area"
            " under their curve.",
        ),
    )


D11 = Rule(
    id="D11",
    name="imbalance with accuracy alone",
    severity=Severity.HIGH,
    source="metric misuse: Saito and Rehmsmeier 2015",
    question="How often is the rare class found, and at how many false alarms?",
    needs=lambda plan: plan.first(_RARE) is not None,
    find=_find_accuracy_alone,
    example_bad="Only 2% of the payments are fraudulent. We compare the accuracy of "
    "both "
    "models on the test set.",
    example_good="Only 2% of the payments are fraudulent. We compare precision and "
    "recall "
    "of both models on the test set.",
)

RULES = (D11,)
