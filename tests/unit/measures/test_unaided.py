"""What a person can do without the assistant, and what the assistant does to time."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.measures.convergence import (
    Convergence,
    Resolved,
    convergence,
    difference_interval,
    mcnemar,
)
from coresearch.measures.diversity import Diversity, cosine, diversity, idea_space
from coresearch.measures.figure import CannotTell, Figure
from coresearch.measures.trial import Effect, Task, effect
from coresearch.measures.unaided import Rate, above, change

counts = st.tuples(st.integers(0, 40), st.integers(0, 40))


@settings(max_examples=10)
@given(counts, counts)
def test_one_of_two_rates_is_the_higher(one, other):
    first, second = (Rate("", right, right + wrong) for right, wrong in (one, other))
    assert above(first, second) + above(second, first) == pytest.approx(1, abs=1e-3)
    assert (
        above(first, second, -0.1) >= above(first, second) >= above(first, second, 0.1)
    )


def test_nothing_is_said_before_two_periods_have_twenty_items():
    periods = [Rate("1", 15, 20), Rate("2", 3, 19)]
    assert change(periods) is None
    assert isinstance(Rate("1", 2, 4).measured, CannotTell)


def test_a_loss_is_alarming_and_bad_luck_is_not():
    before = Rate("1", 24, 30)
    lost = change([before, Rate("2", 5, 10), Rate("3", 12, 30)])
    assert lost is not None
    assert lost.is_alarming
    assert lost.now.period == "3"
    unlucky = change([before, Rate("2", 20, 30)])
    assert unlucky is not None
    assert not unlucky.is_alarming
    better = change([Rate("1", 12, 30), Rate("2", 26, 30)])
    assert better is not None
    assert better.gain > 0.99


def tasks(count: int, factor: float, seed: int = 1) -> list[Task]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        aided = bool(number % 2)
        forecast = math.exp(chance.gauss(1, 0.6))
        hours = forecast * math.exp(chance.gauss(0.2, 0.4))
        hours *= factor if aided else 1.0
        believed = hours / 0.8 if aided else hours * 0.8
        found.append(
            Task(number / 3, aided, forecast, "ab"[number % 5 > 2], hours, believed)
        )
    return found


def test_what_a_person_believes_stands_beside_what_is_measured():
    found = effect(tasks(200, 1.19))
    assert isinstance(found, Effect)
    assert found.factor.low < 1.19 < found.factor.high
    assert isinstance(found.believed, Figure)
    assert found.believed.value == pytest.approx(0.8)
    assert found.smallest < 1


def test_with_thirty_nine_tasks_an_arm_half_can_be_seen():
    """As stated: logs may spread by 1.1 around what the forecast tells."""
    found = effect(tasks(78, 0.5))
    assert isinstance(found, Effect)
    assert found.factor.high < 1


def test_few_tasks_or_one_arm_say_nothing():
    assert isinstance(effect(tasks(19, 0.5)), CannotTell)
    alone = [task for task in tasks(80, 0.5) if task.aided]
    found = effect(alone)
    assert isinstance(found, CannotTell)
    assert found.more == 10


def test_columns_that_say_nothing_are_left_out():
    alike = [Task(0, n % 2 == 0, 1.0, "", 1.0 + n % 3) for n in range(40)]
    assert isinstance(effect(alike), Effect)


IDEAS = [f"idea{n} word{n} thing{n}" for n in range(12)]


def test_ideas_without_a_word_in_common_are_as_far_apart_as_can_be():
    found = diversity(IDEAS)
    assert isinstance(found, Diversity)
    assert found.similarity.value == 0
    assert found.unique.value == 1
    assert found.space == math.inf


def test_the_same_idea_again_is_no_new_one():
    found = diversity([*IDEAS[:6], *IDEAS[:6]])
    assert isinstance(found, Diversity)
    assert found.unique.value == 0.5
    assert 6 < found.space < 12
    again = [one.upper() for one in IDEAS[:6]]
    assert diversity([*IDEAS[:6], *again]) == found
    assert isinstance(diversity(IDEAS[:9]), CannotTell)


@given(st.integers(2, 200), st.integers(1, 199))
def test_the_space_of_ideas_gives_back_what_was_counted(count, unique):
    unique = min(unique, count - 1)
    space = idea_space(unique, count)
    assert space * -math.expm1(-count / space) == pytest.approx(unique, rel=1e-6)
    assert space >= unique - 1e-9


def test_a_vector_is_like_itself():
    assert cosine({"a": 0.6, "b": 0.8}, {"a": 0.6, "b": 0.8}) == pytest.approx(1)
    assert cosine({"a": 1.0}, {"b": 1.0}) == 0


def test_approval_of_a_minister_falls_as_agresti_has_it():
    """Agresti 2002, Categorical Data Analysis, 10.1: 1,600 voters asked twice."""
    low, high = difference_interval(86, 150, 1600, added=0)
    assert (low, high) == pytest.approx((-0.0587, -0.0213), abs=5e-5)
    assert mcnemar(86, 150) == pytest.approx(3.7e-5, rel=0.05)


def test_who_changes_nothing_makes_nothing_worse():
    items = [Resolved(True, True)] * 15 + [Resolved(False, False)] * 5
    found = convergence(items)
    assert isinstance(found, Convergence)
    assert (found.better, found.worse, found.p) == (0, 0, 1.0)
    assert found.gain.low < 0 < found.gain.high
    assert convergence(items[:19]) == CannotTell(19, 20, "resolved items")


def test_sides_are_mirrored_and_what_is_made_worse_is_below_zero():
    worse = [Resolved(False, True)] * 9 + [Resolved(True, False)] + 15 * [
        Resolved(True, True)
    ]  # fmt: skip
    found = convergence(worse)
    other = convergence([Resolved(one.alone, one.with_you) for one in worse])
    assert isinstance(found, Convergence)
    assert isinstance(other, Convergence)
    assert found.gain.high < 0
    assert (found.better, found.worse, found.p) == (other.worse, other.better, other.p)
    assert found.gain.value == -other.gain.value
