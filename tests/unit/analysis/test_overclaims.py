"""Claims that the numbers do not allow are seen, others are left alone."""

from __future__ import annotations

import pytest

from coresearch.analysis.overclaims import overclaims
from tests.unit.analysis.test_arms import analysed, results
from tests.unit.analysis.test_cases import answers


@pytest.fixture(scope="module")
def clear():
    """`b` is better than `a`."""
    return analysed(results(0.03))


@pytest.fixture(scope="module")
def unclear():
    """Nothing can be claimed of `a` and `b`."""
    return analysed(results(0.0002, seeds=4, seed=4))


ALLOWED = (
    "Whether b beats a cannot be told yet.",
    "Is b better than a?",
    "b may be better than a: three more seeds would tell.",
    "If b outperforms a on new seeds, the idea holds.",
    "The interval of b less a includes 0.",
    "Better data would help here.",
)
TOO_MUCH = (
    "b beats a on accuracy.",
    "a is worse than b.",
    "Keep b, the best arm.",
    "b improves accuracy over a, as the mean shows.",
)


@pytest.mark.parametrize("text", [*ALLOWED, *TOO_MUCH])
def test_what_can_be_claimed_is_no_overclaim(clear, text):
    assert overclaims(text, clear.outcomes) == []


@pytest.mark.parametrize("text", TOO_MUCH)
def test_what_cannot_be_claimed_is_refused_with_its_numbers(unclear, text):
    [reason] = overclaims(text, unclear.outcomes)
    assert "p = " in reason


@pytest.mark.parametrize("text", ALLOWED)
def test_doubts_and_questions_are_no_claims(unclear, text):
    assert overclaims(text, unclear.outcomes) == []


def test_the_wrong_way_round_is_told(clear):
    [reason] = overclaims("a is better than b. b was run too.", clear.outcomes)
    assert reason.startswith("it is the other way round: b is better than a")
    assert overclaims("b is worse than a.", clear.outcomes)


def test_a_slice_is_claimed_with_its_corrected_p_only():
    chances = {"old": {"en": 0.5, "de": 0.7}, "new": {"en": 0.95, "de": 0.4}}
    found = analysed(answers(chances))
    slices = found.cases.lost
    text = "new loses where {}."
    assert overclaims(text.format("language = de"), found.outcomes, slices) == []
    weak = next(one.slice.what for one in slices if one.corrected > 0.5)
    [reason] = overclaims(text.format(weak), found.outcomes, slices)
    assert "after Holm" in reason


def test_a_name_within_a_longer_one_is_not_taken_for_it():
    rows = results(0.0002, seeds=4, seed=4)
    for row in rows:
        row["arm"] = {"a": "trim", "b": "trim-20"}[row["arm"]]
    found = analysed(rows)
    [reason] = overclaims("trim-20 beats trim.", found.outcomes)
    assert "against" in reason
