"""The same words of a person give the same tasks."""

from __future__ import annotations

import pytest

from coresearch.core.errors import BadInput
from coresearch.core.sweep.condition import condition
from coresearch.core.sweep.sweep import (
    Sweep,
    metric_of,
    sweep_from_json,
    sweep_to_json,
)
from coresearch.core.sweep.tasks import (
    MOST_TASKS,
    Axes,
    Resources,
    seeds_of,
    settings_of,
    tasks_of,
)

LR = settings_of("lr=1e-3,3e-4")
WD = settings_of("wd=0,0.1")


def words(axes: Axes) -> list[str]:
    return [" ".join(task.arguments) for task in tasks_of(axes)]


def test_every_setting_is_tried_with_every_seed():
    assert words(Axes((0, 1), (LR,))) == [
        "--lr 1e-3 --seed 0",
        "--lr 1e-3 --seed 1",
        "--lr 3e-4 --seed 0",
        "--lr 3e-4 --seed 1",
    ]


def test_two_parameters_are_crossed_or_zipped():
    assert [task.arm for task in tasks_of(Axes((), (LR, WD)))] == [
        "lr=1e-3 wd=0",
        "lr=1e-3 wd=0.1",
        "lr=3e-4 wd=0",
        "lr=3e-4 wd=0.1",
    ]
    assert [task.arm for task in tasks_of(Axes((), (LR, WD), zipped=True))] == [
        "lr=1e-3 wd=0",
        "lr=3e-4 wd=0.1",
    ]


def test_a_condition_leaves_tasks_out_and_numbers_the_rest():
    tasks = tasks_of(Axes((), (LR, WD), where="lr<1e-3 or wd>0"))
    assert [(task.number, task.arm) for task in tasks] == [
        (1, "lr=1e-3 wd=0.1"),
        (2, "lr=3e-4 wd=0"),
        (3, "lr=3e-4 wd=0.1"),
    ]


def test_a_place_takes_a_value_instead_of_an_option():
    axes = Axes((7,), (LR,), arguments=("opt.lr={lr}", "seed={seed}", "--fast"))
    assert words(axes)[0] == "opt.lr=1e-3 seed=7 --fast"


def test_a_value_is_passed_on_as_it_was_written_and_kept_as_a_number():
    [first, _] = tasks_of(Axes((), (LR,)))
    assert first.arguments == ("--lr", "1e-3")
    assert first.parameters == {"lr": 0.001}


@pytest.mark.parametrize(
    ("text", "seeds"),
    [("0..3", (0, 1, 2, 3)), ("5", (5,)), ("1,2,9", (1, 2, 9)), ("0..1,7", (0, 1, 7))],
)
def test_seeds(text, seeds):
    assert seeds_of(text) == seeds


@pytest.mark.parametrize("text", ["", "a", "3..1", "-1", "1,1", "0..999999999", "1..x"])
def test_what_is_no_list_of_seeds_is_refused(text):
    with pytest.raises(BadInput):
        seeds_of(text)


@pytest.mark.parametrize(
    "text", ["lr", "lr=", "lr=1,", "=1", "lr=1,1", "seed=1", "a b=1"]
)
def test_what_is_no_setting_is_refused(text):
    with pytest.raises(BadInput):
        settings_of(text)


@pytest.mark.parametrize(
    "axes",
    [
        Axes((), (LR, LR)),
        Axes((), (LR, settings_of("wd=1,2,3")), zipped=True),
        Axes((), (), zipped=True),
        Axes((), (LR,), where="lr > 1"),
        Axes((), (LR,), arguments=("{wd}",)),
        Axes((), (LR,), arguments=("{seed}",)),
        Axes(tuple(range(MOST_TASKS)), (LR,)),
    ],
)
def test_a_list_that_cannot_be_is_refused(axes):
    with pytest.raises(BadInput):
        tasks_of(axes)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("lr < 1", True),
        ("0 < lr < 0.4", False),
        ("not lr == 0.5", False),
        ("kind in ['a', 'b'] and lr > -1", True),
        ("kind != 'a' or lr >= 0.5", True),
    ],
)
def test_a_condition_is_read_as_python_reads_it(text, holds):
    assert condition(text, {"lr", "kind"})({"lr": 0.5, "kind": "a"}) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lr <",
        "__import__('os')",
        "lr.real > 0",
        "lr + 1 > 2",
        "other > 1",
        "lr < 'a'",
    ],
)
def test_what_is_no_condition_is_refused_and_nothing_is_called(text):
    with pytest.raises(BadInput):
        condition(text, {"lr"})({"lr": 0.5})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("val_loss:min", ("val_loss", "min")),
        ("acc", ("acc", "")),
        ("a:b:max", ("a:b", "max")),
        ("val:loss", ("val:loss", "")),
    ],
)
def test_a_metric_may_say_which_way_is_better(text, found):
    assert metric_of(text) == found


def test_a_sweep_survives_the_journal_but_for_secrets():
    sweep = Sweep(
        "train.py",
        "print(1)",
        tasks_of(Axes((0, 1), (LR, WD), arguments=("--fast",))),
        ("/usr/bin/python3",),
        variables={"MODE": "a"},
        engine="slurm",
        resources=Resources(90, 1, 2, "4G", "gpu", {"account": "x"}),
        slots=3,
        retry_lost=1,
        metric="loss",
        goal="min",
    )
    body = {**sweep_to_json(sweep), "engine": {"name": "slurm"}}
    assert sweep_from_json(body) == sweep
    hidden = sweep_to_json(Sweep("a.py", "", (), (), variables={"HF_TOKEN": "secret"}))
    assert "secret" not in str(hidden)
