"""Bradley and Terry's model: strengths, intervals, the pair that tells most."""

from __future__ import annotations

import math
import random

import pytest

from coresearch.core.preferences import SPREAD, circles, next_pair, rank


def test_two_things_have_the_strengths_that_can_be_worked_out_by_hand():
    # Maximise 3 log s(d) + log s(-d) - (a² + b²) / (2 SPREAD²) with a = -b = d / 2:
    # 3 - 4 s(d) = d / (2 SPREAD²).
    pairs = [("a", "b")] * 3 + [("b", "a")]
    best, worst = rank(["a", "b"], pairs).strengths
    distance = best.value - worst.value
    left = 3 - 4 / (1 + math.exp(-distance))
    assert left == pytest.approx(distance / (2 * SPREAD**2), abs=1e-6)
    assert (best.thing, best.won, best.lost, best.value) == ("a", 3, 1, -worst.value)


def test_nothing_compared_is_no_order():
    ranking = rank(["a", "b", "c"], [])
    assert [each.value for each in ranking.strengths] == [0, 0, 0]
    low, high = ranking.strengths[0].interval
    assert low < 0.1
    assert high > 0.9
    assert ranking.probability("a", "b") == 0.5


def test_strengths_are_found_again_and_intervals_hold():
    chance = random.Random(1)
    true = {"a": 1.5, "b": 0.5, "c": -0.5, "d": -1.5}
    inside = 0
    for _ in range(60):
        pairs = []
        for _ in range(60):
            one, other = chance.sample(list(true), 2)
            share = 1 / (1 + math.exp(true[other] - true[one]))
            pairs.append((one, other) if chance.random() < share else (other, one))
        ranking = rank(list(true), pairs)
        for each in ranking.strengths:
            inside += abs(each.value - true[each.thing]) <= 1.96 * each.error
    assert inside / 240 == pytest.approx(0.95, abs=0.04)


def test_whoever_won_every_time_has_a_finite_strength():
    best = rank(["a", "b"], [("a", "b")] * 50).strengths[0]
    assert math.isfinite(best.value)
    assert best.interval[0] > 0.5


def test_the_next_pair_is_one_that_was_not_compared_own_ones_first():
    things = ["a", "b", "c", "d"]
    assert set(next_pair(things, [], first=["c", "d"]) or ()) == {"c", "d"}
    done = [("a", "b"), ("c", "d"), ("a", "c"), ("b", "d"), ("a", "d")]
    assert next_pair(things, done) == ("b", "c")
    assert next_pair(things, done, [frozenset("bc")]) is None
    pair = next_pair(things, [("a", "b")] * 3)
    assert set(pair or ()) == {"c", "d"}


def test_circles_are_counted_once():
    pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("a", "b")]
    assert circles(pairs) == 1
    assert circles(pairs[:2]) == 0
