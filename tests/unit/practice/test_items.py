"""Items: how many there are, that none gives itself away, and how they are scored."""

from __future__ import annotations

import random
from collections import Counter
from itertools import groupby

import pytest

from coresearch.practice.forms import MAKE_UP, catalogue, drill, probe
from coresearch.practice.items import Difficulty, Family, Purpose

ITEMS = catalogue()


def test_there_are_two_hundred_distinct_items_over_three_families():
    texts = {(one.text, one.choices) for one in ITEMS}
    assert len(texts) == len({one.name for one in ITEMS}) == len(ITEMS) == 824
    assert len({one.kind for one in ITEMS}) == 50  # as docs/practice.md has it
    probes = Counter(one.family for one in ITEMS if one.purpose is Purpose.PROBE)
    assert set(probes) == set(Family)
    assert min(probes.values()) >= 100
    assert {one.difficulty for one in ITEMS} == set(Difficulty)


def test_no_blank_is_left_in_a_text():
    for one in ITEMS:
        told = one.text + one.truth + "".join(one.choices)
        if one.family is not Family.TRACEBACK:  # code has braces of its own
            assert "{" not in told
        assert "{rows}" not in told
        assert "{file" not in told
        assert " a a" not in told
        assert " a o" not in told


def test_a_drill_teaches_no_kind_that_a_probe_asks_for():
    kinds = {
        purpose: {one.kind for one in ITEMS if one.purpose is purpose}
        for purpose in Purpose
    }
    assert not kinds[Purpose.PROBE] & kinds[Purpose.DRILL]


def test_neither_place_nor_length_gives_the_right_answer_away():
    plans = [one for one in ITEMS if one.family is Family.PLAN and one.flawed]
    places = Counter(one.right for one in plans)
    assert set(places) == {"1", "2", "3", "4"}
    assert max(places.values()) < 0.35 * len(plans)
    for extreme in (max, min):
        sentences = [one.text.splitlines() for one in plans]
        by_length = sum(
            extreme(told[1:], key=len) == told[int(one.right)]
            for told, one in zip(sentences, plans, strict=True)
        )
        assert by_length <= 0.4 * len(plans)
    causes = [one for one in ITEMS if one.family is Family.TRACEBACK]
    by_length = sum(
        max(one.choices, key=len) == one.choices[int(one.right) - 1] for one in causes
    )
    assert by_length <= 0.4 * len(causes)


def test_every_item_can_be_answered_rightly_and_wrongly():
    for one in ITEMS:
        if one.purpose is Purpose.DRILL:
            assert one.is_right("y" if one.flawed else "n")
            assert not one.is_right("n" if one.flawed else "y")
        elif one.family is Family.HYPOTHESES:
            assert one.is_right("\n".join(stems[0] for stems in one.key[:3]))
            assert not one.is_right("\n".join(one.key[0]))
            assert not one.is_right("")
        else:
            assert [one.is_right(said) for said in one.answers].count(True) == 1


def test_hypotheses_are_counted_once_each_and_in_any_form():
    seen = next(one for one in ITEMS if one.kind == "loss-is-nan")
    said = "Learning rate too high\nno warm-up\nOverflow in fp16\nA corrupted batch"
    assert len(seen.found(said)) == 3
    assert seen.is_right(said)
    assert not seen.is_right("the learning rate\na schedule of it\nwarmup")


def test_nothing_comes_twice_until_nothing_is_left():
    seen: list[str] = []
    for number in range(100):
        items = probe(seen, random.Random(number))
        seen += [one.name for one in items]
        if len(items) < len(MAKE_UP):
            break
        assert [one.family for one in items] == [family for family, _ in MAKE_UP]
    assert number >= 40  # weeks
    assert len(set(seen)) == len(seen)


def test_a_kind_comes_again_only_after_the_others_of_its_place():
    seen: list[str] = []
    hard = []
    for number in range(10):
        items = probe(seen, random.Random(number))
        seen += [one.name for one in items]
        hard.append(items[1].kind)
    runs = [len(list(same)) for _, same in groupby(hard)]
    assert max(runs) == 1
    assert min(Counter(hard).values()) == max(Counter(hard).values())


@pytest.mark.parametrize("count", [10, 16, 20])
def test_half_of_a_drill_has_a_flaw(count):
    items = drill((), count, random.Random(count))
    assert sum(bool(one.flawed) for one in items) == count / 2
    assert {one.purpose for one in items} == {Purpose.DRILL}
    assert len({one.name for one in items}) == count
