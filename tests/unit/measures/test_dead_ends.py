"""What directions cost, and when to think again."""

from __future__ import annotations

import pytest

from coresearch.measures.assistant import (
    Decided,
    NextProposal,
    confidence,
    precision,
    uptake,
)
from coresearch.measures.calibration import Forecast
from coresearch.measures.dead_ends import (
    Course,
    DeadEnds,
    dead_ends,
    fails_alike,
    stands_still,
    worth_running,
)
from coresearch.measures.figure import CannotTell, Figure


def course(number: int) -> Course:
    abandoned = number % 2 == 1
    return Course(
        days=number + 1,
        closed="abandoned" if abandoned else "kept",
        hours=3 if abandoned else 1,
        budget=2,
        met=abandoned,
        hours_after=2.0 if abandoned else 0.0,
        runs_after=1 if number in (1, 3, 5) else 0,
    )


def test_what_ten_directions_cost():
    found = dead_ends([course(number) for number in range(10)])
    assert isinstance(found, DeadEnds)
    values = [
        one.value
        for one in (found.overrun, found.spent_after, found.wasted, found.honoured)
    ]
    assert values == [1.0, 2.0, 0.75, 0.4]
    # 10 days: of 5 abandoned the last is the longest of all.
    assert found.time_to_abandon.median == 8


def test_seven_closed_directions_say_nothing():
    still = Course(9, "", 1, None, False, 0, 0)
    found = dead_ends([*map(course, range(7)), still])
    assert found == CannotTell(7, 8, "closed directions")


@pytest.mark.parametrize(
    ("signatures", "alike"),
    [
        (["a", "b", "b", "b"], True),
        (["b", "b"], False),
        (["b", "b", "", "b"], False),
        (["", "", ""], False),
        (["a", "b", "a"], False),
    ],
)
def test_three_failures_alike(signatures, alike):
    assert fails_alike(signatures) is alike


def test_standing_still_is_within_the_noise():
    before = [0.5, 0.6, 0.7]
    assert stands_still([*before, 0.71] + [0.7] * 4, higher=True, noise=0.01) is True
    assert stands_still([*before, 0.75] + [0.7] * 4, higher=True, noise=0.01) is False
    assert stands_still([0.5, 0.6], higher=True) == CannotTell(2, 8, "runs")


def test_a_run_is_worth_what_it_may_change():
    assert worth_running(0.3, 10, 2.9)
    assert not worth_running(0.3, 10, 3.1)


def test_who_is_surely_rejected_comes_first():
    rows = [Decided("luck", 0, 5), Decided("bad", 10, 100), Decided("few", 0, 4)]
    found = precision(rows)
    assert [one.origin for one in found] == ["bad", "luck", "few"]
    assert found[2].kept == CannotTell(4, 5, "decisions")


def test_stated_confidence_is_scored_by_what_came_of_it():
    found = confidence({"S1": [Forecast(0.9, False)] * 30, "S2": []})
    assert found["S1"].score.value == pytest.approx(0.81)
    assert found["S1"].in_the_large.gap.value == pytest.approx(0.9)
    assert isinstance(found["S2"].score, CannotTell)


def test_a_reason_is_heard_or_only_said_to_be():
    heard, said = NextProposal(True, True, True), NextProposal(False, False, True)
    found = uptake([heard] * 6 + [said] * 4)
    assert isinstance(found.heard, Figure)
    assert (found.heard.value, found.only_said.value) == (0.6, 0.4)
