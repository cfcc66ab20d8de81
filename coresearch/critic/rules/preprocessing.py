"""D, continued: is anything learnt from the data before they are split?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from coresearch.core.findings import Severity
from coresearch.critic.clauses import asserted
from coresearch.critic.concepts import Concept
from coresearch.critic.document import Sentence
from coresearch.critic.lexicon.data import (
    EVERYTHING,
    SPLITTING,
    TEST_DATA,
    TRAINING_DATA,
)
from coresearch.critic.plan import Mention, Plan
from coresearch.critic.rule import Hit, Rule
from coresearch.critic.rules.data import LEAKAGE

_LEARNS = Concept("""
    scale(s), scaled, scaling, scaler, rescal*, standardis*, standardiz*, z-scor*,
    min-max, normalise, normalises, normalised, normalising, normalize, normalizes,
    normalized, normalizing, normalisation, normalization, centre(d), center(ed),
    mean-cent*, whiten*, imput*, fill(s)/filled/filling .. missing/gaps/blanks,
    gaps are filled, interpolat*, over-sampl*, under-sampl*, up-sampl*, smote,
    re-balanc*, balanced by, class weights,
    select*/choose*/chosen/pick* .. feature(s)/gene(s)/variable(s),
    keep/kept/rank*/screen* .. feature(s)/gene(s)/variable(s),
    select*/choose*/chosen .. word(s)/predictor(s)/column(s)/marker(s),
    pick*/keep/kept/rank* .. word(s)/predictor(s)/column(s)/marker(s),
    feature(s)/gene(s)/variable(s) .. select*/chosen/kept,
    word(s)/predictor(s)/column(s) .. select*/chosen/kept,
    feature(s)/gene(s) .. picked/screened/ranked/dropped,
    variable(s)/predictor(s)/column(s) .. picked/screened/ranked/dropped,
    feature selection, variable selection, pca, principal component*, svd,
    mutual information, chi-squared, correlation with outcome/label/target,
    target-encod*, mean-encod*, embeddings are fitted/trained/learnt/learned, tf-idf,
    z-score(s), standardis*, standardiz*, idf, vocabular*, tokeni*, byte-pair,
    codebook, stop-words, dimension* reduction,
    umap, winsor*, clipped at, percentiles, quantiles, deciles, quintiles,
    bin edges/boundaries, bucket edges/boundaries, binned, binning, discretis*,
    discretiz*, minimum and maximum, minima and maxima, mean and standard deviation,
    mean and sd/variance/std, means and standard deviations, means and variances,
    channel/feature/column/client/pixel/global/band/sensor/item/user/word means,
    statistics are computed/taken, encoder/encodings is/are fitted, cluster*,
    topic model, k-means, anomal*, climatolog*, detrend*, deseasonal*,
    outlier bounds/limits, calibration curve, co-occurrence, graph is built,
    item similarities, popularity counts, thresholds are set, pod modes, eigen*,
    balance .. classes, balancing .. classes,
    keep/select/choose/retain/pick .. that/which differ/correlate/vary/separate/predict,
    keep/select/choose/retain/pick .. that differ/correlate/vary most/best,
    # .. that/which correlate/differ/vary/separate best/most
""")
_INSIDE = TRAINING_DATA | Concept("""
    train/training/fitting/learning/development fold(s)/part/only, each/every fold,
    inside, within each/every/fold(s),
    per image/sample/recording/user/patient/subject/document/fold,
    per item/window/example/clip/utterance/frame,
    each image/recording/document/clip/sample, after the split, after splitting,
    only after the split/division/splitting, unicode, unit normalisation/normalization,
    imagenet, fixed mean/constants, published mean/statistics/constants,
    known mean/constants, lower-cas*, pipeline, divid* by 255,
    batch/layer normalisation/normalization, loudness, audio, pixel values, report*,
    averaged, would, could, might, loss, losses, errors, score(s), authors, human
""")
_ORDER = Concept("""
    then, afterwards, after that, after this, after which, subsequently, only then,
    next, before, prior to, come(s) first, comes/come before, follows, ahead of, later,
    finally, followed by, and split/divide(d)/cut, comes after, comes later, come after,
    at first, first
""")
_CUT = SPLITTING | Concept("""
    cut, drawn, dealt, laid/set/put aside, test set is, parts exist, parts are made,
    apart, assigned, assignment, test part, divide, divides, separat*, train and test,
    training and test, set apart, dealt out, go .. into training, follows
""")
_BEFORE_SPLIT = (
    _LEARNS.then(_ORDER, within=14).then(_CUT, within=9)
    | Concept("before, prior to, ahead of")
    .then(_CUT, within=3)
    .near(_LEARNS, within=12)
    | Concept("after, once, following, having")
    .then(_LEARNS, within=8)
    .then(_CUT, within=12)
    | _CUT.then(Concept("after"), within=8).then(_LEARNS, within=5)
).apart(_INSIDE)
_OF_THE_RESULT = _LEARNS.then(
    Concept("of the result, of the enlarged, of the balanced"), within=10
).apart(_INSIDE)
_ON_EVERYTHING = _LEARNS.near(EVERYTHING, within=12).apart(_INSIDE)


def _find_fit_before_split(plan: Plan) -> Iterator[Hit]:
    seen = set()
    for mention in chain(
        plan.mentions(_BEFORE_SPLIT),
        plan.mentions(_OF_THE_RESULT),
        _fitted_on_everything(plan),
        _split_in_next_sentence(plan),
    ):
        if mention.sentence in seen:
            continue
        seen.add(mention.sentence)
        phrase = plan.spelled(mention.start, mention.end)
        yield Hit(
            plan.sentence_passage(mention.sentence),
            f'A step that learns from the data comes before the split ("{phrase}"), so'
            " the training part has seen the test part.",
            0.8,
        )
    yield from _steps_out_of_order(plan)


def _fitted_on_everything(plan: Plan) -> Iterator[Mention]:
    """What is learnt from all the data, in a plan that keeps some for the test."""
    if next(plan.places(TEST_DATA | SPLITTING), None):
        yield from plan.mentions(_ON_EVERYTHING)


_OUTSIDE = _LEARNS.apart(_INSIDE)
_ONLY_NOW = Concept("""
    follows, follow, then, afterwards, on those, on these, enlarged, only then, next
""")


def _split_in_next_sentence(plan: Plan) -> Iterator[Mention]:
    """As in "we keep the 200 genes that differ most. Cross-validation follows"."""
    for mention in plan.mentions(_OUTSIDE):
        if plan.in_sentence(_CUT, mention.sentence):
            continue
        for sentence in plan.with_next(mention.sentence)[1:]:
            if plan.in_sentence(_INSIDE, sentence):
                continue
            if plan.in_sentence(_ONLY_NOW, sentence) and plan.in_sentence(
                _SPLITS, sentence
            ):
                yield mention


_SPLITS = SPLITTING | Concept("go at random, into training and test, dealt")
_STEP_SPLITS = Concept(
    "split, divide, partition, hold out, train-test split, make train/test, cut into"
)
_NOT_A_STEP = _INSIDE | _STEP_SPLITS


def _steps_out_of_order(plan: Plan) -> Iterator[Hit]:
    """An ordered list in which a fitted step stands before the split."""
    fits: dict[int, Mention] = {}
    for sentence in plan.prose:
        block = plan.document.blocks[sentence.block]
        if not block.ordered:
            continue
        fit = _fitting_step(plan, sentence)
        if fit:
            fits.setdefault(block.group, fit)
        elif block.group in fits and _splitting_step(plan, sentence):
            yield _step_hit(plan, fits.pop(block.group), sentence.start)


def _fitting_step(plan: Plan, sentence: Sentence) -> Mention | None:
    found = plan.in_sentence(_LEARNS, sentence)
    if found is None or plan.in_sentence(_NOT_A_STEP, sentence):
        return None
    return found if plan.holds(found, asserted) else None


def _splitting_step(plan: Plan, sentence: Sentence) -> bool:
    found = plan.between(_STEP_SPLITS, sentence.start, sentence.start + 40)
    return found is not None and plan.holds(found, asserted)


def _step_hit(plan: Plan, fit: Mention, split: int) -> Hit:
    step = plan.spelled(fit.start, fit.end)
    line = plan.document.line_of(split) + 1
    return Hit(
        plan.sentence_passage(fit.sentence),
        f'The step "{step}" learns from all the data, and the split comes only later'
        f" (line {line}).",
        0.8,
    )


D3 = Rule(
    id="D3",
    name="preprocessing before the split",
    severity=Severity.HIGH,
    source=f"{LEAKAGE}: L1.2 and L1.3",
    question="Can this step be learnt on the training part alone and only applied to"
    " the "
    "rest?",
    needs=lambda plan: next(plan.places(_LEARNS), None) is not None,
    find=_find_fit_before_split,
    example_bad="We standardise all features and then split the rows 80/20.",
    example_good="We split the rows 80/20 and standardise with the mean of the "
    "training "
    "rows.",
)

RULES = (D3,)
