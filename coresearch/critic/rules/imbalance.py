"""D, continued: rare classes."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.findings import Severity
from coresearch.critic.changes import sentence_added
from coresearch.critic.clauses import provided
from coresearch.critic.concepts import Concept
from coresearch.critic.lexicon.data import ROWS, SAMPLED_UNIT
from coresearch.critic.phrases import Pattern
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule

_RARE = Concept("""
    imbalanc*, unbalanced, class imbalance, uneven classes/labels, rare, rarely, scarce,
    minority class/label*, skewed classes/labels/class, few positives/cases/examples,
    seldom, hardly any, one in #, long tail, long-tailed, infrequent*, outnumber*,
    vast majority, overwhelming majority, overwhelmingly, low prevalence,
    prevalence of #, base rate of #, positive rate of #,
    one in # hundred/thousand/twenty/fifty/forty, one .. in a hundred/thousand,
    fewer than # examples/images/frames/cases/samples/items/positives,
    less than # examples/images/frames/cases/samples/items/positives, hardly ever,
    exception
""")
_SHARE = Concept("""
    # % of, # % are, # % end*, # % have, # % were, # % carry, # % contain, # % show,
    of # .. # are/were, # .. are/is fraudulent/positive/rare/sick/lame, make up # %,
    makes up # %, # percent, # per cent, # per mille, in # % of, only # %, about # %,
    # in #, # out of #, # of #, # % posit*
""")
_NOT_A_CLASS = Concept("""
    train*, test, testing, validation, split, held, drop*, remov*, exclu*, confidence,
    interval, level, improv*, better, gain, dropout, sampl*, labelled, annotat*, budget,
    power, double-key*, keyed, sub-sampl*, rewritten, masked, missing, kept, agree*,
    credible, bootstrap*, seeds, double-label*, % accuracy, accuracy of #
""")
_RARE_SHARE = _SHARE.apart(_NOT_A_CLASS)
_FIT_FOR_RARE = Concept("""
    f1*, macro-f1, f-score, f-measure, fbeta, precision, recall, auc*, auroc, auprc,
    roc, average precision, balanced accuracy, balanced error, mcc, matthews*,
    sensitivity, specificity, g-mean, brier*, log-loss,
    false positive/negative/alarm(s), confusion matri*, per-class, by class, each class,
    macro, macro-averag*, cost-weighted, expected cost, net benefit, lift, enrichment,
    hit rate, missed .. cases, pr curve, detection rate, true positive*, ppv, npv,
    misses, false discoveries, cohen's kappa, weighted kappa, informedness,
    youden*
""")
_ACCURACY = Concept("""
    accuracy, error rate, share/fraction/proportion/percentage .. correct*/right,
    correct share/fraction/proportion/percentage, share of .. correct/right,
    correctly classified, correctly labelled/labeled, percent/% correct, % right,
    misclassification rate, exact share, per cent correct, hit rate of # %,
    share/proportion/percentage of .. classified/labelled/labeled/predicted correctly,
    share/proportion/percentage of correctly .. compounds/rows/items/cases/films,
    right class, classified correctly, labeled correctly, labelled correctly,
    correctly classified
""")


_MEASURES = Pattern(
    r"measure|metric|judge|report|rank|scored?\b|compar|primary|outcome|express|best"
    r"|given|wins|success|decides|per cent correct|share of|proportion of|percentage of"
    r"|evaluat|test|high|low|chosen|improv|at least|points"
)
_OTHER_SENSE = Pattern(r"agreement|rater|fleiss|cohen|annotat|precision:|would|useless")


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


def _rare(plan: Plan) -> Mention | None:
    """Where a class is called rare, or given a share of at most an eighth."""
    return plan.kept(_named_rare)


def _named_rare(plan: Plan) -> Mention | None:
    shares = (m for m in plan.mentions(_RARE_SHARE) if _is_small(plan, m))
    return plan.first(_RARE, provided) or next(shares, None)


def _is_small(plan: Plan, mention: Mention) -> bool:
    numbers = [q.value for q in plan.quantities_in(*mention.span)]
    if not numbers:
        return False
    if len(numbers) > 1:
        return 0 < min(numbers) <= max(numbers) / 8
    if 0 < numbers[0] <= 12.5:
        return True
    return (
        87.5 <= numbers[0] < 100
        and plan.in_sentence(_CASES, mention.sentence) is not None
    )


_CASES = (
    ROWS
    | SAMPLED_UNIT
    | Concept("class(es), negative*, normal, healthy, benign, label(s)")
)


def _rare_and_accuracy(plan: Plan) -> tuple[Mention, Mention] | None:
    """A rare class and accuracy as its measure: in one paragraph, whatever else the
    plan measures elsewhere, or in a plan without any better measure."""
    for accuracy in plan.mentions(_ACCURACY, _is_measure):
        rare = _rare_nearby(plan, accuracy)
        if rare is not None:
            return rare, accuracy
    rare = _rare(plan)
    accuracy_alone = plan.first(_ACCURACY, _is_measure)
    if rare is None or accuracy_alone is None or _fits_rare(plan):
        return None
    return rare, accuracy_alone


def _rare_nearby(plan: Plan, accuracy: Mention) -> Mention | None:
    """A small share told in the paragraph of `accuracy`, if no better measure is."""
    block = accuracy.sentence.block
    if accuracy.sentence.row >= 0 or any(
        mention.sentence.block == block for mention in plan.places(_FIT_FOR_RARE)
    ):
        return None
    named = (m for m in plan.mentions(_RARE, provided) if m.sentence.block == block)
    small = (
        m
        for m in plan.mentions(_RARE_SHARE)
        if m.sentence.block == block and _is_small(plan, m) and not _covers(accuracy, m)
    )
    return next(named, None) or next(small, None)


def _covers(one: Mention, other: Mention) -> bool:
    return one.start <= other.start and other.end <= one.end


def _find_accuracy_alone(plan: Plan) -> Iterator[Hit]:
    found = _rare_and_accuracy(plan)
    if found is None:
        return
    rare, accuracy = found
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
    needs=lambda plan: _rare(plan) is not None,
    find=_find_accuracy_alone,
    example_bad="Only 2% of the payments are fraudulent. We compare the accuracy of "
    "both "
    "models on the test set.",
    example_good="Only 2% of the payments are fraudulent. We compare precision and "
    "recall "
    "of both models on the test set.",
)

RULES = (D11,)
