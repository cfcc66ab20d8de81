"""Agreement of several voices: known tables, the edges, and what cannot be told."""

from __future__ import annotations

import random

import pytest

from coresearch.measures.agreement import (
    LEAST_UNITS,
    LEAST_VOICES,
    Level,
    agreement,
    alpha,
    concordance,
    kendall_w,
)
from coresearch.measures.figure import CannotTell, Figure

_ = None
# Krippendorff (2011), section C: four observers, twelve units.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
UNITS = [list(unit) for unit in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(
    ("level", "known"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)],
)
def test_alpha_of_the_published_example(level, known):
    assert alpha(UNITS, level) == pytest.approx(known, abs=5e-4)


def test_alpha_is_one_where_all_agree_and_nothing_where_nothing_differs():
    assert alpha([[1, 1, 1], [4, 4, _]], Level.ORDINAL) == 1
    assert alpha([[2, 2], [2, 2]], Level.ORDINAL) is None
    assert alpha([[1, _], [_, 2]], Level.ORDINAL) is None
    assert alpha([], Level.NOMINAL) is None


def test_alpha_of_opposites_is_below_zero():
    found = alpha([[1, 5], [5, 1], [1, 5]], Level.INTERVAL)
    assert found is not None
    assert found < 0


@pytest.mark.parametrize("level", Level)
def test_alpha_of_chance_is_about_zero(level):
    chance = random.Random(1)
    units = [[chance.randint(1, 5) for _ in range(4)] for _ in range(2000)]
    found = alpha(units, level)
    assert found is not None
    assert abs(found) < 0.03


def test_concordance_is_one_for_one_order_and_zero_for_opposite_ones():
    assert kendall_w([[1, 2, 3]] * 4) == pytest.approx(1)
    assert kendall_w([[1, 2, 3, 4], [4, 3, 2, 1]]) == pytest.approx(0)
    assert kendall_w([[1, 1, 2, 2]] * 3) == pytest.approx(1)


@pytest.mark.parametrize("rankings", [[], [[1, 2]], [[1], [1]], [[2, 2], [2, 2]]])
def test_concordance_of_nothing_is_none(rankings):
    assert kendall_w(rankings) is None


def test_few_are_too_few_to_tell():
    assert isinstance(agreement(UNITS[: LEAST_UNITS - 1], Level.ORDINAL), CannotTell)
    told = concordance([[1, 2, 3]] * (LEAST_VOICES - 1))
    assert str(told) == (
        "cannot tell yet, 1 more voices that have rated every option needed"
    )
    assert "same" in str(agreement([[3, 3]] * 9, Level.ORDINAL))


def test_enough_have_an_interval_around_the_value():
    orders = [[1, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4], [1, 3, 2, 4], [4, 1, 2, 3]]
    for found in (agreement(UNITS, Level.ORDINAL), concordance(orders)):
        assert isinstance(found, Figure)
        assert found.low <= found.value <= found.high
        assert found.low < found.high


@pytest.mark.slow
def test_as_in_the_packages_of_others():
    import krippendorff
    import numpy as np
    from scipy import stats

    chance = np.random.default_rng(7)
    for _round in range(25):
        rows = chance.integers(1, 6, (chance.integers(3, 7), chance.integers(4, 10)))
        friedman = stats.friedmanchisquare(*rows.T).statistic
        most = rows.shape[0] * (rows.shape[1] - 1)
        assert kendall_w(rows.tolist()) == pytest.approx(friedman / most)
        holes = np.where(chance.random(rows.shape) < 0.2, np.nan, rows)
        units = [[_ if np.isnan(one) else one for one in unit] for unit in holes.T]
        for level in Level:
            theirs = krippendorff.alpha(holes, level_of_measurement=str(level))
            assert alpha(units, level) == pytest.approx(theirs)
