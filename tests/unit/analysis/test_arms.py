"""Arms over seeds: claims where there is an effect, none where there is none."""

from __future__ import annotations

import random

import pytest

from coresearch.analysis.analysis import Analysis, Directions, analyse
from coresearch.analysis.columns import roles_of
from coresearch.analysis.comparison import How, compare
from coresearch.analysis.outcomes import Verdict
from coresearch.analysis.roles import Asked
from coresearch.analysis.table import Table, table_of
from coresearch.analysis.trials import trials_of
from coresearch.core.errors import BadInput, NotFound


def analysed(rows, told=None, how=None, **asked) -> Analysis:
    table = rows if isinstance(rows, Table) else table_of(rows)
    roles = roles_of(table, Asked(**asked))
    return analyse(table, roles, Directions(told or {}), how or How())


def results(effect, seeds=6, spread=0.02, arms=("a", "b"), seed=0, metric="accuracy"):
    """Rows in which each later arm is better by `effect`; seeds shift all alike."""
    chance = random.Random(seed)
    shared = [chance.gauss(0.8, spread) for _ in range(seeds)]
    return [
        {
            "arm": arm,
            "seed": s,
            metric: shared[s] + k * effect + chance.gauss(0, spread / 4),
        }
        for k, arm in enumerate(arms)
        for s in range(seeds)
    ]


def rules(found: Analysis) -> set[str]:
    return {reading.rule for reading in found.readings}


def test_an_effect_that_pairs_show_is_claimed():
    found = analysed(results(0.03))
    assert found.headline.startswith("Can be claimed: b is better than a on accuracy")
    assert "6 pairs of runs" in found.headline
    [one] = found.outcomes[0].comparisons
    assert (one.first, one.verdict) == ("b", Verdict.BETTER)
    assert one.contrast.paired
    assert one.low < 0.03 < one.high
    assert "claim" in rules(found)
    unpaired = analysed(results(0.03), how=How(unpaired=True))
    [same] = unpaired.outcomes[0].comparisons
    assert not same.contrast.paired
    assert same.p > 10 * one.p


def test_without_an_effect_claims_are_rare():
    claimed = 0
    for seed in range(40):
        table = table_of(results(0.0, seeds=5, arms="abcd", seed=seed))
        measured = trials_of(table, roles_of(table, Asked()), "accuracy")
        [outcome] = compare([measured], {"accuracy": "max"}, How())
        claimed += any(one.is_claim for one in outcome.comparisons)
    assert claimed <= 6  # two are expected, of any of six comparisons


def test_where_lower_is_better_the_lower_is_the_better():
    found = analysed(results(0.05, metric="loss"))
    assert found.outcomes[0].comparisons[0].first == "a"
    assert "a is better than b on loss by 0.0" in found.headline
    turned = analysed(results(0.05, metric="loss"), {"loss": "max"})
    assert "b is better than a" in turned.headline


def test_an_unknown_direction_is_never_guessed():
    rows = results(0.05, metric="zeal")
    found = analysed(rows)
    assert "b is higher than a on zeal" in found.headline
    assert "direction" in rules(found)
    assert any("not said which way" in note for note in found.notes)


def test_failed_and_missing_runs_stay_in_the_denominator():
    rows = results(0.03, seeds=8)
    rows[9]["accuracy"] = float("nan")  # of b
    del rows[-1]
    found = analysed(rows)
    arms = {arm.name: arm for arm in found.outcomes[0].arms}
    assert (arms["b"].asked, arms["b"].failed, arms["b"].missing) == (8, 1, 1)
    assert "6 of 8 runs (1 failed, 1 missing)" in str(found.readings)
    assert "lost-runs" in rules(found)
    [one] = found.outcomes[0].comparisons
    assert one.pessimistic is not None
    assert one.pessimistic < one.difference


def test_a_status_column_says_which_runs_count():
    rows = [{**row, "status": "ok"} for row in results(0.03)]
    rows[0]["status"] = "OOM"
    arms = {arm.name: arm for arm in analysed(rows).outcomes[0].arms}
    assert (arms["a"].count, arms["a"].failed) == (5, 1)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (results(0.03, seeds=1), "too-few-runs"),
        (results(0.03, seeds=2), "too-few-runs"),
        (results(0.0, seeds=5, spread=0), "seed-unused"),
        (results(0.0, seeds=5, spread=0), "same-numbers"),
        (results(0.004, seeds=4, seed=2), "more-runs"),
        (results(0.0002, seeds=5, seed=4), "drop-claim"),
        (results(0.001, arms="abcde", seed=3), "winner"),
        (results(0.03, metric="best_acc"), "best-step"),
        (
            [{**r, "seed": r["seed"] + 10 * (r["arm"] == "b")} for r in results(0.03)],
            "same-seeds",
        ),
    ],
)
def test_what_a_table_lacks_is_read(rows, rule):
    assert rule in rules(analysed(rows))


def test_the_best_run_of_a_wild_arm_is_not_the_best_arm():
    calm = [{"arm": "calm", "seed": s, "accuracy": 0.8 + s / 1000} for s in range(5)]
    wild = [
        {"arm": "wild", "seed": s, "accuracy": value}
        for s, value in enumerate((0.95, 0.5, 0.6, 0.7, 0.4))
    ]
    found = analysed(calm + wild)
    assert "best-of" in rules(found)


def test_the_arm_that_validation_chooses_is_told():
    rows = [
        {"arm": arm, "seed": s, "split": part, "accuracy": value + s / 1000}
        for arm, scores in {"a": (0.9, 0.7), "b": (0.8, 0.75)}.items()
        for part, value in zip(("val", "test"), scores, strict=True)
        for s in range(4)
    ]
    found = analysed(rows)
    assert found.roles.part == "test"
    [reading] = [one for one in found.readings if one.rule == "chosen-on-test"]
    assert "the arm to choose is a" in reading.message


def test_several_tasks_have_an_interquartile_mean_and_one_scale():
    rows = [
        {"method": m, "seed": s, "game": g, "score": scale * (1 + s / 50 + (m == "b"))}
        for m in "ab"
        for s in range(4)
        for g, scale in (("pong", 1), ("chess", 2), ("go", 500))
    ]
    found = analysed(rows)
    assert found.roles.task == ("game",)
    assert found.outcomes[0].arms[0].middle is not None
    assert "scales" in rules(found)


def test_what_was_guessed_is_said_and_can_be_overruled():
    rows = [{**row, "lr": 0.1 * (row["seed"] % 2)} for row in results(0.03)]
    found = analysed(rows)
    assert {"arm: column arm", "seed: column seed", "metric: column accuracy"} <= set(
        found.notes
    )
    by_rate = analysed(rows, arm=("lr",))
    assert {arm.name for arm in by_rate.outcomes[0].arms} == {"0", "0.1"}


def test_conditions_that_tell_rows_apart_become_tasks():
    rows = [
        {"arm": arm, "seed": s, "noise": noise, "accuracy": 0.9 - noise + s / 100}
        for arm in "ab"
        for s in range(3)
        for noise in (0.1, 0.2)
    ]
    found = analysed(rows)
    assert found.roles.task == ("noise",)
    assert found.outcomes[0].comparisons[0].contrast.averaged


def test_the_same_arm_and_seed_twice_is_said():
    rows = results(0.03)
    found = analysed([*rows, rows[0]])
    assert any("several rows have the same arm and seed" in n for n in found.notes)


def test_a_baseline_makes_the_family_smaller():
    rows = results(0.02, arms="abcd")
    every = analysed(rows).outcomes[0].comparisons
    against = analysed(rows, how=How(baseline="a")).outcomes[0].comparisons
    assert (len(every), len(against)) == (6, 3)
    assert against[0].family == 3
    with pytest.raises(NotFound, match="no arm z"):
        analysed(rows, how=How(baseline="z"))


def test_two_metrics_share_one_correction():
    rows = [{**row, "f1": row["accuracy"]} for row in results(0.03)]
    found = analysed(rows, metrics=("accuracy", "f1"))
    assert [o.comparisons[0].family for o in found.outcomes] == [2, 2]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "no rows"),
        ([{"arm": "a", "seed": 1, "note": "good"}], "No column of numbers"),
        ([{"arm": f"a{n}", "accuracy": n / 99} for n in range(99)], "99 arms"),
    ],
)
def test_what_cannot_be_compared_is_refused(rows, fault):
    with pytest.raises(BadInput, match=fault):
        analysed(rows)


def test_a_column_that_is_not_there_is_named_with_its_near_one():
    with pytest.raises(NotFound, match="Did you mean accuracy"):
        analysed(results(0.03), metrics=("acuracy",))


def test_one_row_is_one_number():
    found = analysed([{"accuracy": 0.9}])
    assert found.headline.startswith("Nothing can be compared: there is one arm")


def test_curves_take_the_last_step_and_not_the_best():
    rows = [
        {"arm": arm, "seed": s, "step": step, "accuracy": value + s / 1000}
        for arm in "ab"
        for s in range(3)
        for step, value in ((1, 0.5), (2, 0.9), (3, 0.7))
    ]
    found = analysed(rows)
    assert found.outcomes[0].arms[0].mean == pytest.approx(0.701)
    assert [len(curve.points) for curve in found.curves] == [3, 3]
    assert found.curves[0].points[0].count == 3


def test_one_run_under_each_of_several_conditions_is_one_run():
    rows = [
        {
            "arm": arm,
            "seed": 0,
            "noise": noise,
            "accuracy": 0.9 - noise + (arm == "b") / 9,
        }
        for k, arm in enumerate("ab")
        for noise in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    ]
    found = analysed(rows)
    assert found.headline.startswith("Nothing can be claimed")
    assert found.outcomes[0].arms[0].middle is None
    named = analysed([{**row, "dataset": row.pop("noise")} for row in rows])
    assert named.outcomes[0].comparisons[0].contrast.over_tasks


def test_rows_without_a_seed_are_not_paired_by_their_order():
    rows = [{k: row[k] for k in ("arm", "accuracy")} for row in results(0.03)]
    [one] = analysed(rows).outcomes[0].comparisons
    assert not one.contrast.paired
    assert one.contrast.figure.count == 12
    tasks = [{**row, "task": f"t{n % 2}"} for n, row in enumerate(rows)]
    assert not analysed(tasks).outcomes[0].comparisons[0].contrast.averaged
