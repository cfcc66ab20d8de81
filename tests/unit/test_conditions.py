"""In which conditions a result is worse by more than chance, and which nobody tried."""

from __future__ import annotations

import random

import pytest

from coresearch.analysis.table import Table as Columns
from coresearch.audit.problem.grid import Grid, grid_of
from coresearch.audit.problem.tables import Record, Table
from coresearch.workbench.integration.conditions import conditions, worse
from coresearch.workbench.integration.drift import reference_of


def grid(measure: str = "accuracy", *, broken: float = 0.2, seeds: int = 5) -> Grid:
    """Two arms under three noises; one of them breaks at the last."""
    chance = random.Random(1)
    records = [
        Record(
            {"arm": arm, "noise": noise},
            {measure: 0.9 - broken * (arm == "a" and noise == "0.3")
             + chance.gauss(0, 0.01)},
            str(seed),
        )
        for arm in "ab" for noise in ("0", "0.1", "0.3") for seed in range(seeds)
    ]  # fmt: skip
    return grid_of(Table("results.csv", tuple(records)))


def test_the_condition_in_which_an_arm_breaks_is_named():
    [one] = worse([grid()])
    assert (one.arm, one.factor, one.level) == ("a", "noise", "0.3")
    [said] = conditions([grid()])["worse"]
    assert said.startswith("`a` at `noise` `0.3`: `accuracy` `0.6")
    assert "(n = 5)`, elsewhere `0.8" in said
    assert said.endswith("(`results.csv`)")


@pytest.mark.parametrize("given", [grid(broken=0.0), grid(seeds=2), grid("colour")])
def test_nothing_is_named_that_chance_explains_or_that_has_no_direction(given):
    assert worse([given]) == []


def test_higher_is_worse_of_a_loss():
    assert [one.level for one in worse([grid("loss", broken=-0.2)])] == ["0.3"]


def test_what_was_held_and_what_nobody_ran_is_told():
    records = tuple(
        Record({"noise": noise, "size": size, "lang": "en"}, {"accuracy": 0.5})
        for noise, size in (("0", "10"), ("0", "20"), ("1", "10"), ("1", "10"))
    )
    told = conditions([grid_of(Table("runs of x.py", records))])
    [judged] = told["judged"]
    assert "varied `noise` `0, 1`; `size` `10, 20`; only `lang` `en`" in judged
    assert told["untried"] == ["Never run, of `runs of x.py`: `noise 1, size 20`"]
    assert conditions([]) == {"judged": [], "worse": [], "untried": []}


def columns(values: list[float]) -> Columns:
    return Columns({"x": list(values)}, len(values))


def test_data_that_move_by_themselves_have_a_wider_usual():
    chance = random.Random(2)
    still = [chance.gauss(0, 1) for _ in range(1000)]
    moving = [chance.gauss(row / 500, 1) for row in range(1000)]
    usual = [reference_of(columns(one))["x"]["usual"] for one in (still, moving)]
    assert usual[0] == 0.1
    assert usual[1] > 0.3
    few = reference_of(columns(still[:200]))["x"]
    assert "usual" not in few
    assert sum(few["shares"]) == pytest.approx(1)
    assert (few["least"], few["most"]) == (min(still[:200]), max(still[:200]))
