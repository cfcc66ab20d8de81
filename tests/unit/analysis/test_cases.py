"""Case by case: planted slices, copies, wrong labels and over-confidence are found."""

from __future__ import annotations

import random

import pytest

from coresearch.analysis.analysis import Analysis
from coresearch.analysis.table import table_of
from tests.unit.analysis.test_arms import analysed, rules

_CLASSES = ("cat", "dog", "owl")


def answers(
    chances, cases=300, seeds=2, hard=0, confidence=None, seed=0
) -> list[dict[str, object]]:
    """Rows with a label and a prediction; `chances` gives by arm and language how
    often one is right."""
    chance = random.Random(seed)
    data = [
        (n, chance.choice(["en", "de"]), chance.choice(_CLASSES)) for n in range(cases)
    ]
    rows = []
    for arm, by_language in chances.items():
        for s in range(seeds):
            for n, language, label in data:
                right = chance.random() < by_language[language] and n >= hard
                other = _CLASSES[(_CLASSES.index(label) + 1) % 3]
                rows.append(
                    {
                        "model": arm,
                        "seed": s,
                        "id": n,
                        "text": f"A picture of animal number {n}",
                        "language": language,
                        "label": label,
                        "prediction": label if right else other,
                        **({} if confidence is None else {"confidence": confidence}),
                    }
                )
    return rows


def test_a_slice_in_which_the_better_arm_loses_is_found():
    chances = {"old": {"en": 0.5, "de": 0.7}, "new": {"en": 0.95, "de": 0.4}}
    found = analysed(answers(chances))
    [lost] = [one for one in found.readings if one.rule == "slice-lost"]
    assert lost.title == "new loses where language = de"
    assert "failures-share" in rules(found)
    assert found.cases is not None
    assert found.cases.changes is not None
    assert found.cases.changes.second == "new"


def test_without_a_slice_none_is_found():
    chances = {"old": {"en": 0.7, "de": 0.7}, "new": {"en": 0.7, "de": 0.7}}
    for seed in range(5):
        found = analysed(answers(chances, seed=seed))
        assert not {"slice-lost", "failures-share"} & rules(found)
    assert "unstable-cases" in rules(found)


def test_cases_that_nobody_gets_right():
    chances = {"old": {"en": 0.8, "de": 0.8}, "new": {"en": 0.9, "de": 0.9}}
    found = analysed(answers(chances, hard=20, confidence=0.9))
    assert {"hard-core", "doubtful-labels"} <= rules(found)
    assert found.cases is not None
    assert {name for name, _ in found.cases.worst} <= set(range(20))
    assert found.cases.doubtful >= 20


def test_over_confidence_has_its_interval():
    chances = {"a": {"en": 0.7, "de": 0.7}}
    sure = analysed(answers(chances, confidence=0.95))
    [one] = sure.cases.calibrations
    assert one.gap == pytest.approx(0.25, abs=0.05)
    assert one.low < one.gap < one.high
    [same] = one.bins  # all were stated with one confidence
    assert (same.stated, same.count) == (pytest.approx(0.95), 600)
    assert "calibration" in rules(sure)
    assert "calibration" not in rules(analysed(answers(chances, confidence=0.7)))


def test_probabilities_of_the_positive_label_are_turned():
    rows = [
        {"id": n, "label": n % 2, "prediction": n % 2, "prob": 0.9 if n % 2 else 0.1}
        for n in range(40)
    ]
    [one] = analysed(rows).cases.calibrations
    assert one.sure == pytest.approx(0.9)


def test_copies_between_training_and_test_data():
    rows = [{**row, "split": "test"} for row in answers({"a": {"en": 0.8, "de": 0.8}})]
    copies = [
        {"split": "train", "id": f"t{n}", "text": rows[n]["text"].upper() + "!",
         "label": "cat"}
        for n in range(7)
    ]  # fmt: skip
    found = analysed(rows + copies)
    assert found.cases.duplicates.in_both == 7
    assert found.cases.duplicates.tested == 300
    assert {"train-test-duplicates", "two-labels"} <= rules(found)


def test_an_arm_that_says_one_thing_only():
    rows = [{"id": n, "label": _CLASSES[n % 3], "prediction": "cat"} for n in range(60)]
    found = analysed(rows)
    assert "one-class" in rules(found)
    [table] = found.cases.confusions
    assert (table.right, table.total) == (20, 60)
    assert table.mistakes()[0] == ("dog", "cat", 20)


def test_one_run_each_speaks_of_cases_only():
    chances = {"old": {"en": 0.5, "de": 0.5}, "new": {"en": 0.9, "de": 0.9}}
    found = analysed(answers(chances, seeds=1))
    assert "too few to tell" in found.headline
    assert found.cases.changes.p < 0.001, "on these cases the two do differ"


def test_measured_labels_have_errors_and_no_confusions():
    chance = random.Random(0)
    rows = [
        {
            "model": m,
            "seed": s,
            "id": n,
            "target": n / 7,
            "pred": n / 7 + chance.gauss(0, w),
        }
        for m, w in (("a", 1), ("b", 3))
        for s in range(3)
        for n in range(60)
    ]
    found = analysed(rows)
    assert found.outcomes[0].metric == "absolute error"
    assert found.outcomes[0].arms[0].name == "a"
    assert found.cases.confusions == ()


def test_answers_that_are_missing_are_wrong():
    rows = answers({"a": {"en": 1.0, "de": 1.0}}, cases=40, seeds=1)
    for row in rows[:10]:
        row["prediction"] = None
    found: Analysis = analysed(table_of(rows))
    assert found.outcomes[0].arms[0].mean == pytest.approx(0.75)
