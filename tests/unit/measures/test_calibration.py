"""Scores of probabilities, against values by hand and by identities."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.measures.calibration import (
    Forecast,
    InTheLarge,
    Murphy,
    Stated,
    brier,
    curve,
    in_the_large,
    kept,
    log_score,
    murphy,
    skill,
)
from coresearch.measures.figure import CannotTell, Figure


def drawn(seed: int, count: int, levels: int) -> list[Forecast]:
    chance = random.Random(seed)
    return [
        Forecast(chance.randint(1, levels) / (levels + 1), chance.random() < 0.6)
        for _ in range(count)
    ]


# By a seed: hypothesis would take a second for one list of a hundred.
forecasts = st.builds(
    drawn, st.integers(0, 10**6), st.integers(50, 150), st.integers(1, 40)
)


def told(p: float, hits: int, of: int) -> list[Forecast]:
    return [Forecast(p, number < hits) for number in range(of)]


def test_brier_of_known_forecasts():
    found = brier(told(0.5, 3, 10))
    assert isinstance(found, Figure)
    assert (found.value, found.low, found.high) == (0.25, 0.25, 0.25)
    mixed = brier(told(0.8, 8, 10))
    assert isinstance(mixed, Figure)
    assert mixed.value == pytest.approx(0.8 * 0.04 + 0.2 * 0.64)
    assert brier(told(0.5, 3, 9)) == CannotTell(9, 10, "resolved predictions")


def test_skill_is_none_for_the_base_rate_and_one_for_foresight():
    base = skill(told(0.3, 30, 100))
    assert isinstance(base, Figure)
    assert base.value == pytest.approx(0)
    seer = skill(told(0.99, 50, 50) + told(0.01, 0, 50))
    assert isinstance(seer, Figure)
    assert seer.low > 0.99
    assert "the same way" in str(skill(told(0.9, 20, 20)))


def test_the_log_score_of_a_certain_error_is_finite():
    found = log_score(told(0.999, 0, 10))
    assert isinstance(found, Figure)
    assert found.value == pytest.approx(-math.log(0.01))


def test_over_confidence_in_the_large():
    found = in_the_large(told(0.8, 32, 50))
    assert isinstance(found, InTheLarge)
    assert found.gap.value == pytest.approx(0.16)
    assert found.z == pytest.approx((40 - 32) / math.sqrt(50 * 0.16))
    assert found.smallest == pytest.approx(2.8016 * 0.4 / math.sqrt(50), abs=1e-4)


@settings(max_examples=40)
@given(forecasts)
def test_murphy_adds_up_to_brier(given_forecasts):
    parts, whole = murphy(given_forecasts), brier(given_forecasts)
    assert isinstance(parts, Murphy)
    assert isinstance(whole, Figure)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert total == pytest.approx(whole.value)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0


def test_murphy_without_remainder_where_each_bin_has_one_value():
    # 0.9 of 50 with 45, 0.2 of 50 with 10: calibrated, so reliability is 0.
    parts = murphy(told(0.9, 45, 50) + told(0.2, 10, 50))
    assert isinstance(parts, Murphy)
    assert parts.reliability == pytest.approx(0)
    assert parts.within == pytest.approx(0)
    assert parts.uncertainty == pytest.approx(0.55 * 0.45)
    assert parts.resolution == pytest.approx(0.35**2)


@settings(max_examples=40)
@given(forecasts)
def test_the_curve_holds_every_forecast_once(given_forecasts):
    bins = curve(given_forecasts)
    assert isinstance(bins, list)
    assert sum(one.count for one in bins) == len(given_forecasts)
    assert all(one.count >= 10 for one in bins)
    stated = [one.stated for one in bins]
    assert stated == sorted(stated)


@settings(max_examples=40)
@given(forecasts)
def test_neither_order_nor_side_matters(given_forecasts):
    turned = brier(given_forecasts[::-1])
    assert turned.value == pytest.approx(brier(given_forecasts).value)
    sides = [Forecast(1 - f.probability, not f.came_true) for f in given_forecasts]
    assert brier(sides).value == pytest.approx(brier(given_forecasts).value)
    assert log_score(sides).value == pytest.approx(log_score(given_forecasts).value)


def test_nothing_is_said_of_too_few():
    few = told(0.5, 5, 19)
    assert isinstance(in_the_large(few), CannotTell)
    assert str(murphy(few)) == "cannot tell yet, 31 more resolved predictions needed"
    assert isinstance(curve(few), CannotTell)


def test_what_is_said_again_within_a_minute_replaces_what_was_said():
    stated = [
        Stated("ada", "acc > 0.8", 0),
        Stated("grace", "acc > 0.8", 30),
        Stated("ada", "acc > 0.8", 60),
        Stated("ada", "acc > 0.8", 121),
    ]
    assert kept(stated) == [False, True, True, True]


def test_the_truth_scores_best_on_average():
    chance = random.Random(1)
    came = [chance.random() < 0.7 for _ in range(4000)]
    scores = {
        p: brier([Forecast(p, one) for one in came]).value for p in (0.6, 0.7, 0.8)
    }
    assert min(scores, key=scores.get) == 0.7
