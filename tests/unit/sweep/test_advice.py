"""When it is said that a task or a sweep may be ended early, and when it is not."""

from __future__ import annotations

import pytest

from coresearch.core.errors import BadInput
from coresearch.core.predictions import Rule
from coresearch.core.sweep.advice import (
    behind,
    chance_left,
    is_futile,
    is_same_error,
    passes_budget,
)
from coresearch.core.sweep.words import minutes, words_of

ABOVE = Rule("acc", ">", 0.8)
OTHERS = [[(0, 1.0), (1, 0.5), (2, 0.4), (3, 0.3)]] * 5
"""Whose means up to step 2 are 0.6333."""


@pytest.mark.parametrize(
    ("failed", "ended", "said"),
    [(2, 2, False), (3, 3, True), (3, 12, True), (3, 13, False), (30, 100, True)],
)
def test_the_same_error_in_many_tasks(failed, ended, said):
    assert is_same_error(failed, ended) is said


def test_the_chance_that_a_prediction_is_still_seen_is_that_of_the_next_values():
    values = [0.50, 0.52, 0.48, 0.51, 0.49]
    # t = (0.8 - 0.5) / (0.0158114 * sqrt(1.2)) = 17.32 with 4 degrees: p = 3.26e-5.
    assert chance_left(values, ABOVE, 1) == pytest.approx(3.26e-5, rel=0.01)
    assert chance_left(values, ABOVE, 10) == pytest.approx(3.26e-4, rel=0.01)
    assert is_futile(values, ABOVE, 10)
    assert not is_futile(values, Rule("loss", "<", 0.495), 10)


def test_of_little_nothing_is_said():
    assert chance_left([0.5] * 4, ABOVE, 10) is None, "too few"
    assert chance_left([0.5] * 4 + [0.9], ABOVE, 10) is None, "it was seen"
    assert chance_left([0.5] * 9, ABOVE, 0) is None, "none is left"
    assert chance_left([0.5] * 9, ABOVE, 5) == 0.0


def test_a_task_is_behind_where_its_best_is_worse_than_the_others_median():
    found = behind([(0, 2.0), (1, 0.9), (2, 0.7)], OTHERS, "min")
    assert (found.step, found.best, found.others) == (2, 0.7, 5)
    assert found.median == pytest.approx(1.9 / 3)
    assert behind([(0, 2.0), (1, 0.9), (2, 0.6)], OTHERS, "min") is None
    assert behind([(0, 2.0)], OTHERS, "min") is None, "it has only begun"
    own = [(0, 0.7), (1, 0.7), (2, 0.7)]
    assert behind(own, OTHERS[:4], "min") is None, "too few others"
    assert behind(own, OTHERS, "") is None, "nobody knows which way is better"
    assert behind(own, OTHERS, "max") is None
    assert behind([(s, 0.6) for s, _ in own], OTHERS, "max") is not None


def test_a_budget_is_passed_by_what_is_spent_and_what_is_left():
    assert passes_budget(3.0, 2.0, 4.5)
    assert not passes_budget(3.0, 1.0, 4.5)
    assert not passes_budget(3.0, None, 4.5)
    assert not passes_budget(3.0, 9.0, None)


def test_a_suggestion_says_a_sweep_in_the_words_of_its_command():
    words = words_of(
        "coresearch sweep train.py --seeds 0..2 --grid lr=1,2 --metric loss:min "
        "--time 1h30m -j 3 -- --fast # all of it"
    )
    assert words.script == "train.py"
    assert words.axes.seeds == (0, 1, 2)
    assert words.axes.arguments == ("--fast",)
    assert (words.metric, words.goal, words.slots) == ("loss", "min", 3)
    assert words.resources.minutes == 90
    assert words_of("train.py").engine == "local"


@pytest.mark.parametrize(
    "text", ["", "train.py --steal", "train.py --env A=1", "a b", "'a", "a --time 3x"]
)
def test_other_words_are_refused(text):
    with pytest.raises(BadInput):
        words_of(text)


@pytest.mark.parametrize(
    ("text", "found"), [("90s", 1.5), ("2h", 120), ("1d", 1440), ("", None)]
)
def test_lengths_of_time(text, found):
    assert minutes(text) == found
