"""The grid of what was varied, claims without a run, and what is left open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coresearch.audit.facts import RunFacts
from coresearch.audit.problem import open_ends
from coresearch.audit.problem.claims import claims, is_backed, known_values
from coresearch.audit.problem.grid import as_table, grid_of, odd_values, thin
from coresearch.audit.problem.tables import Table, arguments, merged, of_runs, table_of
from coresearch.audit.tree import Tree
from coresearch.workbench.activities.problem import rows_in

TABLE = """arm,k,seed,accuracy
ours,1,0,0.8
ours,1,1,0.82
ours,1,2,0.81
ours,5,0,0.9
base,1,0,0.7
"""


def read_table(path: str, text: str) -> Table:
    return table_of(path, rows_in(path, text))


def ran(number: int, *words: str, **more) -> RunFacts:
    at = f"2026-11-{number:02}T10:00:00+00:00"
    return RunFacts(f"{number:07}", at, "train.py", words, **more)


def test_a_grid_of_a_table_of_results():
    grid = grid_of(read_table("results/a.csv", TABLE))
    assert grid.factors == {"arm": ("ours", "base"), "k": ("1", "5")}
    assert grid.measure == "accuracy"
    assert [grid.named(cell) for cell in grid.empty] == ["arm base, k 5"]
    assert "".join(as_table(grid)).splitlines() == [
        "| k | arm ours | arm base |",
        "|---|---|---|",
        "| 1 | 3 · 0.81 | 1 · 0.7 |",
        "| 5 | 1 · 0.9 | — |",
    ]
    assert [grid.named(cell) for cell in thin(grid)] == [
        "arm ours, k 5",
        "arm base, k 1",
    ]


@pytest.mark.parametrize(
    ("path", "text", "records"),
    [
        ("a.csv", "", 0),
        ("a.json", "{not", 0),
        ("a.jsonl", '{"arm": "x", "acc": 1}\nbroken\n{}', 0),
        ("a.csv", "arm,acc\nours,0.5\n", 1),
        ("a.json", '{"acc": 0.5, "arm": "x"}', 1),
        ("a.csv", "arm;acc\nours;0.5\nbase;0.4\n", 2),
    ],
)
def test_tables_that_are_none_and_tables_of_one_row(path, text, records):
    table = read_table(path, text)
    assert len(table.records) == records
    if records == 1:
        assert grid_of(table).factors == {}


def test_factors_that_go_together_are_one():
    text = "arm,width,acc\na,1,.1\na,1,.2\nb,2,.3\nb,2,.4\n"
    grid = grid_of(read_table("a.csv", text))
    assert list(grid.factors) == ["arm"]
    assert grid.following == {"width": "arm"}
    assert grid.empty == []


def test_what_is_the_same_in_each_file_may_differ_between_them():
    one = read_table("r/1/a.csv", "k,acc\n1,.1\n1,.2\n")
    two = read_table("r/2/a.csv", "k,acc\n2,.3\n2,.4\n")
    [both] = merged([one, two])
    assert grid_of(both).factors == {"k": ("1", "2")}


def test_a_measure_that_is_not_finite_is_told_and_not_counted():
    table = read_table("a.csv", "arm,loss\na,0.1\na,nan\nb,inf\n")
    assert len(table.missing) == 2
    assert sum(len(record.measures) for record in table.records) == 1


def test_a_value_far_from_its_cell():
    rows = "".join(f"a,{n},{v}\n" for n, v in enumerate([0.8, 0.81, 0.79, 0.82, 0.1]))
    [odd] = odd_values(grid_of(read_table("a.csv", f"arm,seed,acc\n{rows}b,0,0.5\n")))
    assert (odd.value, odd.middle, odd.count, odd.record.seed) == (0.1, 0.8, 5, "4")


def test_arguments_of_a_command_as_factors():
    words = ("--k", "5", "lr=0.1", "--all", "--arms", "a", "b", "--t=-1", "-1")
    assert dict(arguments(words)) == {
        "k": "5",
        "lr": "0.1",
        "all": "yes",
        "arms": "a b",
        "t": "-1",
        "argument 1": "-1",
    }


def test_runs_of_a_script_are_a_grid_without_those_that_failed():
    runs = [
        ran(4, "--k", "2", "--seed", "1", metrics={"acc": 0.5}),
        ran(3, "--k", "1", state="failed"),
        ran(2, "--k", "1", metrics={"acc": None}),
        ran(1),
    ]
    [table] = of_runs(runs)
    grid = grid_of(table)
    assert grid.factors == {"k": ("2", "1", "(default)")}
    assert table.records[0].seed == "1"
    assert table.missing == ("run 0000002: acc is not finite",)


@pytest.mark.parametrize(
    ("said", "is_claim"),
    [
        ("Ours reaches 93.4 % accuracy.", True),
        ("It improves by 4.2 points.", True),
        ("Accuracy was 0.93.", True),
        ("With a step of 0.1 it gets better.", False),
        ("We expect 93.4 % accuracy.", False),
        ("If it improves by 4.2 points, we go on.", False),
        ("See [the paper](x.pdf): 93.4 % was found.", False),
        ("Python 3.11 is better.", False),
        ("    python train.py --lr 0.1 gets better", False),
        ("Unser Verfahren erreicht 93,4 Prozent.", False),
        ("It took version 1.2.3, and got better.", False),
    ],
)
def test_what_is_a_claim(said, is_claim):
    assert bool(list(claims({"README.md": f"{said}\n"}))) is is_claim


def test_a_claim_is_backed_by_values_means_and_differences():
    grids = [grid_of(read_table("a.csv", TABLE))]
    values = known_values(grids, [ran(1, metrics={"f1": 0.333})])
    found = {
        number: is_backed(claim, values)
        for number in ("81.0", "0.7", "11.0", "33.3", "93.4", "81.4")
        for claim in claims({"a.md": f"We reached {number} % here.\n"})
    }
    assert found == {
        "81.0": True,
        "0.7": True,
        "11.0": True,
        "33.3": True,
        "93.4": False,
        "81.4": False,
    }


def test_a_failure_is_open_until_the_same_succeeds():
    failed, other = ran(1, "--k", "1", state="failed"), ran(2, state="died")
    assert open_ends.unresolved([other, failed]) == [other, failed]
    mended = ran(3, "--k", "1")
    assert open_ends.unresolved([mended, other, failed]) == [other]
    assert open_ends.unresolved([ran(4, state="interrupted")]) == []


def test_a_direction_goes_quiet_after_two_weeks():
    now = datetime(2026, 11, 22, tzinfo=UTC)
    runs = [ran(20, direction="b"), ran(2, direction="a"), ran(1, direction="b")]
    runs.append(ran(1, direction="ended"))
    began = "2026-11-03T00:00:00+00:00"
    opened = [
        open_ends.Opened("a", "Wider layers", began),
        open_ends.Opened("n", "Never begun", began),
        open_ends.Opened("ended", "Ended", began, is_closed=True),
    ]
    found = open_ends.stale(runs, opened, now)
    assert [(s.direction, s.days, bool(s.last)) for s in found] == [
        ("Wider layers", 19, True),
        ("Never begun", 19, False),
    ]


def test_options_that_no_run_has_set_and_notes_to_oneself():
    text = (
        "import argparse\np = argparse.ArgumentParser()\n"
        "p.add_argument('--lr', default=0.1)\np.add_argument('--k')\n"
        "x = 'TODO'  \ny = 1  # TODO: the other half\n"
    )
    tree = Tree({"train.py": len(text)}, {"train.py": text, "a.md": "XXXL shirts\n"})
    assert open_ends.never_set(tree, [ran(1, "--k=2")]) == {
        "train.py": ["--lr (default 0.1)"]
    }
    assert [note.line for note in open_ends.notes(tree)] == [6]
