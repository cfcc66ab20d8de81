"""What a person's looking shows, against values worked out by hand or published."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.measures.detection import Detection, criterion, d_prime, vigilance
from coresearch.measures.figure import CannotTell, Figure, share, smallest_change
from coresearch.measures.oversight import (
    FAST,
    Advice,
    Look,
    coupling,
    initiative,
    persistence,
    reliance,
    under_floor,
)
from coresearch.measures.ranks import spearman
from coresearch.measures.survival import Span, kaplan_meier


def test_the_floor_is_the_words_and_the_lines():
    look = Look(seconds=9, words=50, lines=4, accepted=True)
    assert look.floor() == 50 / 5 + 4
    assert look.floor(FAST) == pytest.approx(10 + 4 * 7.2)


def test_a_share_under_the_floor_needs_ten_decisions():
    looks = [Look(1, 50, 0, True)] * 4 + [Look(11, 50, 0, True)] * 5
    assert under_floor(looks) == CannotTell(9, 10, "timed decisions")
    found = under_floor([*looks, Look(11, 50, 0, False)])
    assert isinstance(found, Figure)
    assert found.value == 0.4


def test_wilson_of_8_of_10_is_the_published_interval():
    found = share(8, 10, least=1, what="")
    assert isinstance(found, Figure)
    assert (round(found.low, 2), round(found.high, 2)) == (0.49, 0.94)


def test_what_takes_time_by_its_length_is_coupled_and_a_stamp_is_not():
    read = [Look(n * 2.0, n * 5, 0, True) for n in range(1, 41)]
    stamped = [Look(1 + n * 7 % 40 / 40, n * 5, 0, True) for n in range(1, 41)]
    careful, quick = coupling(read), coupling(stamped)
    assert isinstance(careful, Figure)
    assert isinstance(quick, Figure)
    assert careful.value == 1.0
    assert quick.low < 0.1 < careful.low


def test_coupling_says_what_is_in_its_way():
    assert str(coupling([])) == "cannot tell yet, 20 more timed accepts needed"
    alike = coupling([Look(3, 5, 0, True)] * 30)
    assert "one length" in str(alike)
    rejects = [Look(n, n * 5, 0, False) for n in range(1, 41)]
    assert isinstance(coupling(rejects), CannotTell)


def test_d_prime_and_criterion_of_macmillan_and_creelman():
    # H = 0.8, F = 0.2 of many: d' = 1.683, c = 0 (Detection Theory, table 1.1).
    many = Detection(8000, 10000, 2000, 10000)
    assert d_prime(many).value == pytest.approx(1.683, abs=1e-3)
    assert criterion(many).value == pytest.approx(0, abs=1e-9)
    # Rejecting little is lenient towards accepting: c > 0.
    assert criterion(Detection(5, 20, 1, 20)).low > 0


def test_vigilance_counts_first_then_shares_then_d_prime():
    few = vigilance(Detection(3, 4, 0, 30))
    assert isinstance(few.found, CannotTell)
    assert isinstance(few.alarmed, Figure)
    assert few.d_prime == CannotTell(4, 20, "flaws and as many clean items")
    assert isinstance(vigilance(Detection(15, 20, 3, 20)).d_prime, Figure)


@given(st.integers(0, 40), st.integers(0, 40))
def test_swapping_hits_and_alarms_turns_d_prime_round(hits, alarms):
    one, other = Detection(hits, 40, alarms, 40), Detection(alarms, 40, hits, 40)
    assert d_prime(one).value == pytest.approx(-d_prime(other).value)
    assert criterion(one).value == pytest.approx(criterion(other).value)


def test_reliance_takes_each_cell_by_itself():
    cases = (
        [Advice(False, True, True)] * 6
        + [Advice(False, True, False)] * 4
        + [Advice(True, False, False)] * 9
        + [Advice(True, False, True)] * 3
        + [Advice(False, False, True)] * 8
        + [Advice(True, True, True)] * 50
    )
    found = reliance(cases)
    values = [one.value for one in (found.on_right, found.on_self, found.over)]
    assert values == [0.6, 0.75, 11 / 20]
    assert isinstance(reliance(cases[:9]).on_right, CannotTell)


GEHAN = [6, 6, 6, 7, 10, 13, 16, 22, 23], [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
"""Weeks in remission under 6-mercaptopurine (Freireich 1963): relapses, and those that
were still well. Kaplan-Meier as in Kalbfleisch and Prentice, table 1.2."""


def test_kaplan_meier_of_the_leukaemia_trial():
    ended, going = GEHAN
    spans = [Span(t, True) for t in ended] + [Span(t, False) for t in going]
    curve = kaplan_meier(spans)
    told = [(step.length, round(step.share, 3)) for step in curve.steps]
    assert told == [
        (6, 0.857),
        (7, 0.807),
        (10, 0.753),
        (13, 0.69),
        (16, 0.627),
        (22, 0.538),
        (23, 0.448),
    ]
    assert curve.median == 23
    after = curve.at(10)
    assert after is not None
    assert (round(after.low, 3), round(after.high, 3)) == (0.503, 0.889)
    assert curve.at(36) is None


def test_without_anything_going_on_it_is_the_share_that_is_left():
    curve = kaplan_meier([Span(t, True) for t in (1, 2, 3, 4)])
    assert [step.share for step in curve.steps] == pytest.approx([0.75, 0.5, 0.25, 0])
    assert isinstance(persistence([Span(1, True)] * 19), CannotTell)


@pytest.mark.parametrize(
    ("own", "others", "value"),
    [(10, 10, 1.0), (20, 0, 0.0), (11, 89, 0.4999), (89, 11, 0.4999)],
)
def test_initiative_is_shared_or_it_is_not(own, others, value):
    found = initiative(own, others)
    assert isinstance(found, Figure)
    assert found.value == pytest.approx(value, abs=1e-4)
    assert 0 <= found.low <= found.value <= found.high <= 1


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2)


@given(pairs)
def test_spearman_goes_by_order_alone(rows):
    first, second = [x for x, _ in rows], [y for _, y in rows]
    value = spearman(first, second)
    assert value == spearman([math.exp(x) for x in first], second)
    assert value == spearman(second, first)
    turned = spearman([-x for x in first], second)
    assert (value is None) == (turned is None)
    assert value is None or value == pytest.approx(-turned)


def test_the_smallest_change_shrinks_with_the_data():
    assert smallest_change(0.7, 81, 81) == pytest.approx(0.2, abs=0.01)
    assert smallest_change(0.7, 0, 5) == math.inf
