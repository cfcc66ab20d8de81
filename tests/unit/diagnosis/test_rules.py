"""Every error rule is the first answer to its own example."""

from __future__ import annotations

import pytest

from benchmarks.errors.threads import load as load_threads
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
    files, libraries = {}, {}
    for part in head.split("--- ")[1:]:
        name, _, text = part.partition("\n")
        if "!" in name:  # of an installed library: `sklearn!preprocessing`
            libraries[name.replace("!", ".")] = text
        else:
            files[name] = text
    around = Around(
        files=files,
        paths=tuple(files),
        library=lambda module: [libraries[module]] if module in libraries else [],
    )
    return read_log(log), around


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


def test_no_rule_raises_whatever_a_message_says():
    """What libraries write changes from version to version."""
    threads = [one for found in load_threads().values() for one in found]
    # Those that are known word for word look for nothing in a message that is cut.
    examples = {rule.example for rule in ALL_RULES if not rule.literals}
    messages = examples | {one["log"] for one in threads}
    types = ["ValueError", "RuntimeError", "KeyError", "OSError", "AttributeError"]
    for number, text in enumerate(sorted(messages)):
        failure = read_log(text).first
        if failure is not None:
            diagnose(failure, Around())
        said = text.splitlines()[-1].partition(": ")[2]
        for cut in (said[: len(said) // 2], said[len(said) // 2 :]):
            name = types[number % len(types)]
            log = f"{_HEADER}{name}: {cut}\n"
            failure = read_log(log).first
            if failure is not None:
                diagnose(failure, Around())


def test_what_was_free_of_a_gpus_memory_is_read_in_the_words_of_each_version():
    old = (
        "RuntimeError: CUDA out of memory. Tried to allocate 85.00 MiB (GPU 0; "
        "4.00 GiB total capacity; 3.04 GiB already allocated; 9.21 MiB free; "
        "15.31 MiB cached)"
    )
    [cause] = diagnose(read_log(_HEADER + old).first, Around())
    assert "0.08 GiB more is wanted and 0.01 GiB is free" in cause.cause.message


def test_a_general_rule_stands_back_and_comes_last():
    known = _HEADER + "ValueError: n_splits=5 cannot be greater than the number of "
    found = diagnose(read_log(known + "members in each class.").first, Around())
    assert [one.rule.id for one in found] == ["too-few-samples"]
    strange = _HEADER + "ValueError: hop must not be greater than the window"
    found = diagnose(read_log(strange).first, Around())
    assert [one.rule.id for one in found] == ["limit-stated"]


def test_of_a_value_whose_code_is_not_at_hand_less_is_thought_and_never_much_said():
    log = _HEADER + "ValueError: too many values to unpack (expected 2)"
    failure = read_log(log).first
    [alone] = diagnose(failure, Around())
    [seen] = diagnose(failure, Around(files={"a.py": "go()\n"}))
    assert alone.weight < seen.weight
    assert alone.cause.confidence == seen.cause.confidence == 0.8


def test_what_two_packages_do_not_agree_on_is_told_by_the_frames():
    log = (
        "Traceback (most recent call last):\n"
        '  File "train.py", line 3, in <module>\n    trainer.train()\n'
        '  File "/x/lib/python3.11/site-packages/trl/core.py", line 9, in train\n'
        "    loss = model(x, num_items=3)\n"
        "TypeError: forward() got an unexpected keyword argument 'num_items'\n"
    )
    found = diagnose(read_log(log).first, Around())
    assert found[0].rule.id == "versions-between"
    assert found[0].cause.message.startswith("trl itself, not your code")
    own = log.replace("/x/lib/python3.11/site-packages/trl/core.py", "own/core.py")
    [one] = [
        d for d in diagnose(read_log(own).first, Around()) if not d.rule.is_general
    ]
    assert one.rule.id == "keyword-typo"
