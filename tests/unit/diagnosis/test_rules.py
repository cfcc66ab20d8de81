"""Every error rule is the first answer to its own example."""

from __future__ import annotations

import pytest

from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import diagnose
from coresearch.diagnosis.failures import Reading, Sort
from coresearch.diagnosis.near import nearest
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.rule import ErrorRule
from coresearch.diagnosis.rules import ALL_RULES

_HEADER = """Traceback (most recent call last):
  File "a.py", line 1, in <module>
    go()
"""


def read_example(rule: ErrorRule) -> tuple[Reading, Around]:
    """`--- NAME`, a file, `+++`, the log; or the log alone."""
    head, mark, log = rule.example.rpartition("+++\n")
    if not mark and "--- " in rule.example:
        log, _, head = rule.example.partition("--- ")
        head = "--- " + head
    elif not mark:
        log = rule.example
    if rule.sorts == {Sort.PYTHON} and "  File" not in log and "Cell" not in log:
        log = _HEADER + log
    files = {}
    for part in head.split("--- ")[1:]:
        name, _, text = part.partition("\n")
        files[name] = text
    return read_log(log), Around(files=files, paths=tuple(files))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_is_the_first_answer_to_its_example(rule):
    reading, around = read_example(rule)
    assert reading.first is not None, "the example is read as no failure"
    found = diagnose(reading.first, around)
    assert found[0].rule is rule, [one.rule.id for one in found]
    cause = found[0].cause
    assert 0.5 <= cause.confidence < 1
    assert cause.edit or cause.run or cause.test
    assert "{" not in cause.message


def test_ids_and_names_are_one_each():
    assert len({rule.id for rule in ALL_RULES}) == len(ALL_RULES)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize(
    ("wanted", "names", "expected"),
    [
        ("learning_rte", ["learning_rate", "batch"], "learning_rate"),
        ("LearningRate", ["learning_rate"], "learning_rate"),
        ("x", ["y"], ""),
        ("loss", [], ""),
    ],
)
def test_the_nearest_name(wanted, names, expected):
    assert nearest(wanted, names)[0] == expected


def test_two_names_that_are_about_as_near_are_no_certainty():
    assert nearest("loss_", ["loss_a", "loss_b"])[1] <= 0.6
