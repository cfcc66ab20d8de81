"""What is read of a prediction, and when its rule says that it came true."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.errors import BadInput
from coresearch.core.predictions import Outcome, Rule, prediction_of


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("val_acc > 0.8", Rule("val_acc", ">", 0.8)),
        ("val.acc>=.8", Rule("val.acc", ">=", 0.8)),
        ("  loss <  -1e-3 ", Rule("loss", "<", -0.001)),
        ("val acc <= 3", Rule("val acc", "<=", 3)),
        ("it gets better", None),
        ("val_acc > baseline", None),
        ("0.7 < val_acc < 0.8", None),
        ("val_acc == 0.8", None),
        ("> 0.8", None),
    ],
)
def test_a_claim_that_compares_a_metric_has_a_rule(claim, rule):
    assert prediction_of(claim, 0.7).rule == rule


@pytest.mark.parametrize("p", [None, 0, 1, -0.1, 70, math.nan])
def test_a_probability_is_needed_and_leaves_some_doubt(p):
    with pytest.raises(BadInput):
        prediction_of("a > 1", p)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e9, 1e9))
def test_of_a_comparison_and_its_opposite_one_holds(last, value):
    for one, other in (("<", ">="), (">", "<=")):
        outcomes = {Rule("m", sign, value).outcome(last) for sign in (one, other)}
        assert outcomes == {Outcome.HELD, Outcome.FAILED}


@pytest.mark.parametrize("last", [None, math.nan, math.inf])
def test_what_is_no_number_resolves_nothing(last):
    assert Rule("m", ">", 0).outcome(last) is None
