"""Every formula against a library that others wrote; these take seconds to import."""

from __future__ import annotations

import math
import random
import warnings

import pytest

from coresearch.core.intervals import estimate, wilson
from coresearch.measures.calibration import Forecast, brier, in_the_large, log_score
from coresearch.measures.convergence import mcnemar
from coresearch.measures.detection import Detection, criterion, d_prime
from coresearch.measures.diversity import Diversity, diversity
from coresearch.measures.figure import difference, smallest_change
from coresearch.measures.oversight import initiative
from coresearch.measures.ranks import spearman
from coresearch.measures.survival import Span, kaplan_meier
from coresearch.measures.trial import Effect, Task, effect
from coresearch.measures.unaided import Rate, above

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def forecasts() -> list[Forecast]:
    chance = random.Random(3)
    stated = [round(chance.uniform(0.05, 0.95), 2) for _ in range(120)]
    return [Forecast(p, chance.random() < p**1.3) for p in stated]


def test_scores_as_in_scikit_learn(forecasts):
    from sklearn.metrics import brier_score_loss, log_loss

    came = [one.came_true for one in forecasts]
    stated = [one.probability for one in forecasts]
    assert brier(forecasts).value == pytest.approx(brier_score_loss(came, stated))
    assert log_score(forecasts).value == pytest.approx(log_loss(came, stated))


def test_ranks_and_normal_quantiles_as_in_scipy(forecasts):
    from scipy import stats

    chance = random.Random(4)
    for _ in range(20):
        first = [chance.randint(0, 12) for _ in range(40)]
        second = [chance.randint(0, 12) + one / 2 for one in first]
        theirs = stats.spearmanr(first, second).statistic
        assert spearman(first, second) == pytest.approx(theirs)
    hit, alarm = 17.5 / 21, 4.5 / 26
    told = Detection(17, 20, 4, 25)
    assert d_prime(told).value == pytest.approx(
        stats.norm.ppf(hit) - stats.norm.ppf(alarm)
    )
    assert criterion(told).value == pytest.approx(
        -(stats.norm.ppf(hit) + stats.norm.ppf(alarm)) / 2
    )
    gaps = [one.probability - one.came_true for one in forecasts]
    low, high = stats.t.interval(0.95, 119, stats.tmean(gaps), stats.sem(gaps))
    gap = in_the_large(forecasts).gap
    assert (gap.low, gap.high) == pytest.approx((low, high))
    assert initiative(30, 10).value == pytest.approx(stats.entropy([30, 10], base=2))


def test_students_interval_as_in_scipy():
    from scipy import stats

    values = [0.1, 0.5, 0.2, 0.9, 0.4]
    low, high = stats.t.interval(0.95, 4, stats.tmean(values), stats.sem(values))
    assert estimate(values).half_width == pytest.approx((high - low) / 2)


def test_wilson_and_power_as_in_statsmodels():
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_confint

    for hits, of in [(0, 7), (3, 11), (80, 100), (50, 50)]:
        theirs = proportion_confint(hits, of, method="wilson")
        assert wilson(hits, of) == pytest.approx(theirs, abs=1e-9)
    d = smallest_change(0.3, 60, 60) / math.sqrt(0.3 * 0.7)
    power = NormalIndPower().power(d, 60, 0.05)
    assert power == pytest.approx(0.8, abs=1e-4)


def test_paired_items_as_in_statsmodels():
    from statsmodels.stats.contingency_tables import mcnemar as theirs

    for better, worse in ((3, 11), (0, 8), (7, 7), (1, 0), (86, 150)):
        found = theirs([[40, better], [worse, 12]], exact=True).pvalue
        assert mcnemar(better, worse) == pytest.approx(found, rel=1e-9)


def test_a_difference_of_shares_as_in_statsmodels():
    from statsmodels.stats.proportion import confint_proportions_2indep

    for now, before in (((24, 40), (23, 30)), ((0, 20), (5, 20)), ((56, 70), (48, 80))):
        found = difference(now, before)
        theirs = confint_proportions_2indep(*now, *before, method="newcomb")
        assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


def test_survival_as_in_lifelines():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it imports
        from lifelines import KaplanMeierFitter

    chance = random.Random(5)
    spans = [Span(chance.randint(1, 60), chance.random() < 0.7) for _ in range(80)]
    fitter = KaplanMeierFitter().fit(
        [s.length for s in spans], [s.ended for s in spans]
    )
    curve = kaplan_meier(spans)
    bounds = fitter.confidence_interval_
    for step in curve.steps:
        told = (step.share, step.low, step.high)
        theirs = (fitter.predict(step.length), *bounds.loc[step.length])
        if step.share:
            assert told == pytest.approx(theirs, abs=1e-9)
    assert curve.median == fitter.median_survival_time_


def test_rates_are_compared_as_scipy_integrates_them():
    from scipy import integrate, stats

    for right, of, before, count in ((15, 20, 12, 20), (3, 25, 20, 25), (0, 20, 1, 60)):
        now = stats.beta(1 + right, 1 + of - right)
        then = stats.beta(1 + before, 1 + count - before)
        for by in (0.0, -0.1, 0.1):

            def both(x, now=now, then=then, by=by):
                return now.sf(x + by) * then.pdf(x)

            theirs = integrate.quad(both, 0, 1)
            ours = above(Rate("", right, of), Rate("", before, count), by)
            assert ours == pytest.approx(theirs[0], abs=1e-4)


def test_a_trial_is_fitted_as_statsmodels_does():
    import numpy as np
    import statsmodels.api as sm

    chance = random.Random(8)
    tasks = [
        Task(
            week=number / 4,
            aided=chance.random() < 0.5,
            forecast=chance.uniform(0.5, 8),
            kind=chance.choice("abc"),
            hours=chance.uniform(0.5, 12),
        )
        for number in range(60)
    ]
    rows = [
        [1, t.aided, t.week, math.log(t.forecast), t.kind == "b", t.kind == "c"]
        for t in tasks
    ]
    hours = [math.log(t.hours) for t in tasks]
    fitted = sm.OLS(hours, np.array(rows, dtype=float)).fit()
    ours = effect(tasks)
    assert isinstance(ours, Effect)
    low, high = fitted.conf_int()[1]
    factor = ours.factor
    theirs = [math.exp(one) for one in (fitted.params[1], low, high)]
    assert [factor.value, factor.low, factor.high] == pytest.approx(theirs)
    assert ours.smallest == pytest.approx(math.exp(-2.8016 * fitted.bse[1]), rel=1e-4)


def test_ideas_are_compared_as_in_scikit_learn():
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    texts = [
        "a longer context for the encoder", "a shorter context, and more seeds",
        "train the encoder on notes", "notes of another year as test", "more seeds",
        "BM25 with synonyms", "a re-ranker on top of BM25", "distil the re-ranker",
        "ask the writers", "count the clicks of writers",
    ]  # fmt: skip
    theirs = cosine_similarity(TfidfVectorizer().fit_transform(texts))
    pairs = [theirs[i, j] for i in range(10) for j in range(i)]
    found = diversity(texts)
    assert isinstance(found, Diversity)
    assert found.similarity.value == pytest.approx(sum(pairs) / len(pairs))
