"""Every formula against published values; the slow test against scipy."""

from __future__ import annotations

import random
import statistics

import pytest

from coresearch.analysis.contrasts import by_seed, contrast, holm, improvement, mean_of
from coresearch.analysis.power import runs_for, smallest_detectable, t_power
from coresearch.analysis.resampling import bootstrapped, interquartile_mean
from coresearch.analysis.shares import fisher, newcombe, sign_test
from coresearch.core.intervals import t_quantile, two_sided, wilson


@pytest.mark.parametrize(
    ("freedom", "probability", "value"),
    # The table of Student's distribution in any textbook.
    [(1, 0.975, 12.706), (4, 0.975, 2.776), (10, 0.95, 1.812), (30, 0.995, 2.750)],
)
def test_students_table(freedom, probability, value):
    assert t_quantile(probability, freedom) == pytest.approx(value, abs=5e-4)
    assert two_sided(value, freedom) == pytest.approx(2 * (1 - probability), abs=2e-4)


def test_cohens_table_of_sizes():
    # Cohen 1988, table 2.4.1: d = 0.5, two-sided 5 %, power 0.80: 64 of each; and the
    # same for pairs, 34; d = 0.8: 26; d = 0.2: 393 by table, 394 without its rounding.
    assert runs_for(0.5, 1, paired=False) == 64
    assert runs_for(0.8, 1, paired=False) == 26
    assert runs_for(0.2, 1, paired=False) in (393, 394)
    assert runs_for(0.5, 1, paired=True) == 34


def test_what_could_be_detected_is_detected_with_that_power():
    shift = smallest_detectable(1.0, 4)
    assert t_power(shift, 4) == pytest.approx(0.8, abs=1e-3)
    assert shift > 2.8, "with five pairs more than the normal approximation says"
    assert runs_for(1e-9, 1, paired=True) == float("inf")


def test_holm_as_in_his_paper():
    # Holm 1979 by steps: 0.01 × 4, 0.02 × 3, 0.03 × 2, then the largest so far.
    assert holm([0.02, 0.01, 0.04, 0.03]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([]) == []


def test_the_lady_tasting_tea():
    # Fisher 1935: three of four cups right, two-sided 0.4857; all four, 0.0286.
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
    assert fisher(4, 4, 0, 4) == pytest.approx(0.0286, abs=1e-4)


def test_the_example_of_newcombe():
    # Newcombe 1998 (Statistics in Medicine 17:873), 56/70 and 48/80 by method 10.
    low, high = newcombe(56, 70, 48, 80)
    assert low == pytest.approx(0.0524, abs=1e-4)
    assert high == pytest.approx(0.3339, abs=1e-4)
    # Newcombe 1998 (17:857), table I: Wilson's for 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_the_sign_test_is_the_binomial_one():
    assert sign_test(8, 2) == pytest.approx(0.109375)
    assert sign_test(1500, 1500) == pytest.approx(1.0, abs=0.02)
    assert sign_test(1200, 1000) == pytest.approx(2.2e-5, rel=0.1)


SLEEP = {
    # Student 1908: hours of sleep gained by ten patients with two drugs.
    "1": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    "2": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
}


def _runs(values):
    return {"": {str(seed): value for seed, value in enumerate(values)}}


def test_students_sleep_data():
    paired = contrast(_runs(SLEEP["2"]), _runs(SLEEP["1"])).figure
    assert paired.value == pytest.approx(1.58)
    assert paired.value / paired.error == pytest.approx(4.0621, abs=1e-4)
    assert (paired.freedom, paired.count) == (9, 10)
    assert paired.p == pytest.approx(0.002833, abs=1e-6)
    welch = contrast(_runs(SLEEP["2"]), _runs(SLEEP["1"]), unpaired=True).figure
    assert welch.value / welch.error == pytest.approx(1.8608, abs=1e-4)
    assert welch.freedom == pytest.approx(17.776, abs=1e-3)
    assert welch.p == pytest.approx(0.07939, abs=1e-5)


def test_seeds_that_are_shared_by_tasks_are_not_counted_twice():
    chance = random.Random(3)
    noise = [chance.gauss(0, 1) for _ in range(5)]
    tasks = {t: {str(s): noise[s] + k for s in range(5)} for k, t in enumerate("abc")}
    assert mean_of(tasks).freedom == 4
    assert mean_of(tasks).error == pytest.approx(statistics.stdev(noise) / 5**0.5)
    del tasks["b"]["2"]
    assert by_seed(tasks) is tasks, "a seed that failed somewhere: strata instead"


def test_one_run_on_each_of_many_tasks_speaks_of_tasks():
    first = {str(t): {"0": t + 0.1 * (t % 3)} for t in range(9)}
    second = {str(t): {"0": float(t)} for t in range(9)}
    found = contrast(first, second)
    assert found.over_tasks
    assert found.figure.value == pytest.approx(0.1)


def test_the_interquartile_mean_cuts_a_quarter_off_each_end():
    assert interquartile_mean([1, 2, 3, 4, 5, 6, 7, 100]) == 4.5
    assert interquartile_mean([7]) == 7
    assert improvement([1, 2, 3], [0, 2, 9]) == pytest.approx(4.5 / 9)


def test_the_bootstrap_is_the_same_each_time_and_about_right():
    chance = random.Random(0)
    runs = [[[chance.gauss(0, 1) for _ in range(40)]]]
    low, high, times = bootstrapped(runs, middle=False)
    assert (low, high, times) == bootstrapped(runs, middle=False)
    half = 1.96 * statistics.stdev(runs[0][0]) / 40**0.5
    assert (high - low) / 2 == pytest.approx(half, rel=0.1)
    one, same = runs[0], [list(runs[0][0]), list(runs[0][0])]
    narrow = bootstrapped([same], middle=True)
    joint = bootstrapped([same], middle=True, joint=True)
    assert joint[1] - joint[0] > narrow[1] - narrow[0], "seeds are drawn whole"
    assert one == runs[0]


@pytest.mark.slow
def test_all_of_it_as_scipy_has_it():
    from scipy import stats

    for freedom in (1, 2, 3.7, 10, 300.5):
        for t in (0.0, 0.3, 2.0, 9.0, 60.0):
            ours, theirs = two_sided(t, freedom), 2 * stats.t.sf(t, freedom)
            assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)
        for level in (0.05, 0.01):
            bound = stats.t.isf(level / 2, freedom)
            for shift in (0.5, 2.0, 6.0):
                theirs = stats.nct.sf(bound, freedom, shift)
                theirs += stats.nct.cdf(-bound, freedom, shift)
                assert t_power(shift, freedom, level) == pytest.approx(theirs, abs=1e-4)
    chance = random.Random(1)
    for _ in range(50):
        n, m = chance.randint(1, 60), chance.randint(1, 60)
        a, b = chance.randint(0, n), chance.randint(0, m)
        theirs = stats.fisher_exact([[a, n - a], [b, m - b]])[1]
        assert fisher(a, n, b, m) == pytest.approx(theirs, abs=1e-9)
        assert sign_test(a, b) == pytest.approx(
            stats.binomtest(a, a + b).pvalue if a + b else 1.0, abs=1e-9
        )
        values = [chance.gauss(0, 1) for _ in range(n)]
        assert interquartile_mean(values) == pytest.approx(
            stats.trim_mean(values, 0.25)
        )
    ps = [chance.random() / 20 for _ in range(12)]
    order = sorted(ps)
    expected = [
        max((12 - k) * p for k, p in enumerate(order[: r + 1])) for r in range(12)
    ]
    assert sorted(holm(ps)) == pytest.approx([min(1, p) for p in expected])
