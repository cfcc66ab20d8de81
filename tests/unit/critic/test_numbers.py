"""Numbers with their units and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.critic.numbers import quantities

SINGLE = [
    ("n=5", 5, "n"),
    ("n = 500 questions", 500, "items"),
    ("five seeds", 5, "seeds"),
    ("5 random seeds", 5, "seeds"),
    ("seeds = 5", 5, "seeds"),
    ("a single seed", 1, "seeds"),
    ("3 independent training runs", 3, "runs"),
    ("3 model runs", 3, "runs"),
    ("5-fold cross-validation", 5, "folds"),
    ("1,000 items", 1000, "items"),
    ("10k images", 10_000, "items"),
    ("500 held-out test questions", 500, "items"),
    ("1e-3", 0.001, ""),
    ("0.85", 0.85, ""),
    ("90 %", 90, "percent"),
    ("90 percent", 90, "percent"),
    ("95% ci", 95, "confidence"),
    ("95 % confidence interval", 95, "confidence"),
    ("95% bootstrap interval", 95, "confidence"),
    ("2 percentage points", 2, "points"),
    ("2.5 f1 points", 2.5, "points"),
    ("2 points of accuracy", 2, "points"),
    ("3 pp", 3, "points"),
    ("40 gpu-hours", 40, "gpu-hours"),
    ("12 a100 hours", 12, "gpu-hours"),
    ("4 hours", 4, "hours"),
    ("4h each", 4, "hours"),
    ("30 min", 30, "minutes"),
    ("two weeks", 2, "weeks"),
    ("€200", 200, "eur"),
    ("200 €", 200, "eur"),
    ("$1,500", 1500, "usd"),
    ("40 eur", 40, "eur"),
    ("1.5 million tokens", 1_500_000, "tokens"),
    ("p < 0.05", 0.05, "p"),
    ("alpha = 0.01", 0.01, "p"),
    ("three arms", 3, "arms"),
    ("48 participants", 48, "people"),
    ("two data sets", 2, "data sets"),
    ("20 ms", 20, "milliseconds"),
]


@pytest.mark.parametrize(("text", "value", "unit"), SINGLE)
def test_a_number_has_a_value_and_a_unit(text, value, unit):
    (found,) = quantities(text)
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3–5 seeds", 3, 5, "seeds"),
        ("3-5 seeds", 3, 5, "seeds"),
        ("3 to 5 seeds", 3, 5, "seeds"),
        ("10–20 gpu-hours", 10, 20, "gpu-hours"),
    ],
)
def test_a_range_keeps_both_ends(text, low, high, unit):
    (found,) = quantities(text)
    assert (found.value, found.high, found.unit) == (low, high, unit)
    assert found.most == high


@pytest.mark.parametrize(
    ("text", "factors", "value"),
    [
        ("3 × 5 runs", (3, 5), 15),
        ("3x5 runs", (3, 5), 15),
        ("2 × 3 × 4 runs", (2, 3, 4), 24),
    ],
)
def test_a_product_keeps_its_factors(text, factors, value):
    (found,) = quantities(text)
    assert (found.factors, found.value, found.unit) == (factors, value, "runs")


def test_what_follows_a_plus_minus_is_a_spread():
    first, second = quantities("0.80 ± 0.02")
    assert (first.spread, second.spread) == (False, True)


@pytest.mark.parametrize("text", ["gpt-4 and bert-base", "v1.2.3", "no number", "x86"])
def test_a_digit_in_a_name_is_no_number(text):
    assert quantities(text) == ()


def test_time_is_known_in_hours():
    assert [q.hours for q in quantities("30 minutes, 2 days, 5 seeds")] == [
        0.5,
        48,
        None,
    ]


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_places_are_inside_it(text):
    for found in quantities(text.lower()):
        assert 0 <= found.start < found.end <= len(text.lower())
