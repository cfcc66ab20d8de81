"""Items of a benchmark by what systems did on them."""

from __future__ import annotations

import math
import random

import pytest

from coresearch.analysis.columns import roles_of
from coresearch.analysis.grid import grid_of
from coresearch.analysis.item_findings import findings
from coresearch.analysis.items import NEEDED_ALL, NEEDED_FIT, NEEDED_R, correlation
from coresearch.analysis.logistic import fit
from coresearch.analysis.roles import Asked, Roles
from coresearch.analysis.table import table_of
from coresearch.core.errors import BadInput

TEXTS = (
    "What is the boiling point of the metal in the old kettle",
    "Who wrote down the very first list of northern rivers",
    "Where did the second expedition leave its broken sledge",
    "Which of those painters never signed a single portrait",
)


def table(systems: int, items: int, right, *, text=None, gold="a", answer=None):
    """A row for each: `right(item, system)` says whether it was got right."""
    return table_of(
        {
            "item": f"q{item}",
            "model": f"m{system}",
            "question": text(item) if text else f"{TEXTS[item % 4]} number {item}",
            "label": gold if isinstance(gold, str) else gold(item),
            "prediction": answer(item, system)
            if answer
            else ("a" if right(item, system) else "b"),
            "correct": int(right(item, system)),
        }
        for system in range(systems)
        for item in range(items)
    )


def found(of):
    return findings(grid_of(of, roles_of(of, Asked())))


def rules(of) -> dict[str, tuple[str, ...]]:
    return {remark.rule: remark.items for remark in found(of).remarks}


def test_the_numbers_needed_are_what_their_arithmetic_says():
    assert 0.75**NEEDED_ALL < 0.05 < 0.75 ** (NEEDED_ALL - 1)
    # Cohen (1988), table 3.3.5: 28 to 29 for r = 0.5 at 5 %, two-sided, power 0.8
    assert NEEDED_R in (29, 30)


def test_difficulty_and_point_biserial_as_worked_out_by_hand():
    scores = {0: (1, 1, 0, 0), 1: (1, 1, 1, 0), 2: (1, 0, 1, 0)}
    of = table(4, 3, lambda item, system: scores[item][system])
    first = found(of).items[0]
    assert (first.easiness, first.systems) == (0.5, 4)
    rest = [(1, 1.0), (1, 0.5), (0, 1.0), (0, 0.0)]
    mean = sum(r for _, r in rest) / 4
    top = sum((s - 0.5) * (r - mean) for s, r in rest)
    under = math.sqrt(1.0 * sum((r - mean) ** 2 for _, r in rest))
    assert first.discrimination == pytest.approx(top / under)
    assert first.interval is not None
    assert first.interval[0] < 0 < first.interval[1]


def test_a_correlation_of_nothing_is_none():
    assert correlation([(1.0, 0.2)] * 10) is None
    assert correlation([(1.0, 0.0), (0.0, 1.0)]) is None
    assert correlation([(n, 2.0 * n) for n in range(5)]) == pytest.approx(1.0)


def test_too_few_systems_are_said_with_the_number_needed():
    of = found(table(3, 8, lambda item, system: item % 2))
    assert "bench:all-right" not in {remark.rule for remark in of.remarks}
    said = " ".join(of.cannot_tell)
    for number in (NEEDED_ALL, NEEDED_R, NEEDED_FIT):
        assert f"{number} systems are needed" in said
    assert "42% of draws of 3" in said


def test_with_enough_systems_what_all_get_right_or_wrong_is_named():
    of = table(
        NEEDED_ALL, 8, lambda item, system: item < 2 or (item < 7 and system % 2)
    )
    told = rules(of)
    assert told["bench:all-right"] == ("q0", "q1")
    assert told["bench:all-wrong"] == ("q7",)


def test_an_item_that_good_systems_miss_is_named_and_twins_are():
    chance = random.Random(4)
    draws = {(i, s): chance.random() for i in range(20) for s in range(60)}

    def right(item: int, system: int) -> bool:
        if item == 1:
            item = 0  # a twin
        share = system / 60
        return draws[item, system] < (1 - share if item == 5 else share)

    told = rules(table(60, 20, right))
    assert told["bench:negative"] == ("q5",)
    assert told["bench:redundant"] == ("q0", "q1")


def test_a_label_that_the_better_half_contradicts_is_doubtful():
    def answer(item: int, system: int) -> str:
        if item == 3:
            return "c" if system < 4 else "a"
        return "abc"[item % 3] if (item + system) % 5 > system // 2 else "x"

    of = table(
        5, 30, lambda i, s: answer(i, s) == "abc"[i % 3], gold=lambda i: "abc"[i % 3],
        answer=answer,
    )  # fmt: skip
    [remark] = [one for one in found(of).remarks if one.rule == "bench:label"]
    assert remark.items == ("q3",)
    assert "4 of 5 systems" in remark.said
    assert "answer 'c', and the label is 'a'" in remark.said


def test_items_that_ask_the_same_are_told_and_templates_once():
    texts = [*TEXTS, TEXTS[0].upper() + "?"]
    of = table(3, 5, lambda i, s: (i + s) % 2, text=lambda item: texts[item])
    assert rules(of)["bench:same-text"] == ("q0", "q4")
    made = table(
        3, 9, lambda i, s: (i + s) % 2, text=lambda i: f"{TEXTS[0]} {TEXTS[1]} no {i}"
    )
    told = rules(made)
    assert len(told["bench:template"]) == 9
    assert "bench:alike" not in told


def test_systems_are_held_against_what_needs_no_skill():
    of = found(table(2, 40, lambda i, s: i % 4, gold=lambda i: "a" if i % 5 else "b"))
    best = {one.name: one.share for one in of.trivial}
    assert best == {
        "always a": 0.8,
        "drawn by the labels' shares": pytest.approx(0.68),
        "one of 2 by chance": 0.5,
    }
    assert [one.above_trivial for one in of.systems] == [False, False]


def test_a_column_for_each_system_is_read_too():
    rows = [{"id": f"q{n}", "alpha": n % 2, "beta": 1} for n in range(6)]
    grid = grid_of(table_of(rows), Roles(item="id"))
    assert (grid.systems, len(grid.items)) == (("alpha", "beta"), 6)
    assert findings(grid).systems[0].name == "beta"


@pytest.mark.parametrize("systems_and_items", [(1, 5), (5, 1)])
def test_one_of_a_kind_is_refused(systems_and_items):
    systems, items = systems_and_items
    of = table(systems, items, lambda i, s: (i + s) % 2)
    with pytest.raises(BadInput, match="of two each"):
        findings(grid_of(of, Roles(arm=("model",), item="item", metrics=("correct",))))


def test_the_logistic_model_finds_its_parameters_again():
    chance = random.Random(3)
    true = [
        (chance.choice([0.6, 1, 1.6]), chance.uniform(-1.5, 1.5)) for _ in range(20)
    ]
    rows = []
    for _ in range(200):
        ability = chance.gauss(0, 1)
        rows.append(
            [
                float(chance.random() < 1 / (1 + math.exp(-a * (ability - b))))
                for a, b in true
            ]
        )
    fitted = fit(rows)
    inside = sum(
        abs(one.b - b) <= 1.96 * one.error_b
        for one, (_, b) in zip(fitted, true, strict=True)
    )
    assert inside >= 16
    sharp = [one.a for one, (a, _) in zip(fitted, true, strict=True) if a == 1.6]
    blunt = [one.a for one, (a, _) in zip(fitted, true, strict=True) if a == 0.6]
    assert min(sharp) > sum(blunt) / len(blunt)
