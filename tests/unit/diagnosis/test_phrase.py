"""Rules for messages that are known word for word, and slips found behind a check."""

from __future__ import annotations

import pytest

from coresearch.diagnosis.case import Around
from coresearch.diagnosis.engine import Diagnosis, diagnose
from coresearch.diagnosis.phrase import phrase
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.rule import ErrorRule
from coresearch.diagnosis.rules import ALL_RULES


def said_of(
    code: str, said: str, rules: tuple[ErrorRule, ...] = ALL_RULES
) -> tuple[Diagnosis, ...]:
    """What is said of an error in the last line of a script."""
    lines = code.splitlines()
    log = (
        "Traceback (most recent call last):\n"
        f'  File "a.py", line {len(lines)}, in <module>\n    {lines[-1].strip()}\n'
        f"{said}\n"
    )
    failure = read_log(log).first
    assert failure is not None
    return diagnose(failure, Around(files={"a.py": code}, paths=("a.py",)), rules)


RULE = phrase(
    "odd-size", "A size is odd", "own.OddError ValueError",
    ("size «3» of «x» is odd", "^odd$"),
    "{2} has {1} at {place}.", "Print {2}.",
    hints=((r"\bpad\(", "It was padded."),),
    unless="never mind",
    mend=lambda case, groups: case.line_edit(groups[0], "4") if groups else (),
)  # fmt: skip


def test_what_changes_in_a_message_is_told_and_can_be_mended():
    [one] = said_of("pad(x, 3)\n", "ValueError: size 3 of rows is odd", (RULE,))
    assert one.cause.message == "rows has 3 at a.py:1. It was padded."
    assert one.cause.edit[0].replace == "pad(x, 4)\n"
    assert RULE.example == "own.OddError: size 3 of x is odd"


@pytest.mark.parametrize(
    "said",
    ["ValueError: odd one", "ValueError: size 3 of x is odd, never mind",
     "TypeError: odd", "ValueError: size of x"],
)  # fmt: skip
def test_another_message_is_not_taken_for_it(said):
    assert said_of("go()\n", said, (RULE,)) == ()


def test_an_error_that_is_called_error_is_read():
    [first, *_] = said_of("decode(x)\n", "binascii.Error: Incorrect padding")
    assert (first.rule.id, first.raised.type) == ("base64", "binascii.Error")


def test_a_slip_is_told_only_where_the_check_rests_on_it():
    slip = "import random\nn = random.random()\nm = 2\n"
    assert said_of(f"{slip}assert n == 1", "AssertionError")[0].rule.id == (
        "chance-unseeded"
    )
    found = said_of(f"{slip}assert m == 1", "AssertionError")
    assert "chance-unseeded" not in {one.rule.id for one in found}


def test_what_a_library_raised_is_no_check_of_the_project():
    code = "xs = []\ndef f(a=[]):\n    a.append(1)\n    return a\nlib.go(f())\n"
    log = (
        'Traceback (most recent call last):\n  File "a.py", line 5, in <module>\n'
        '    lib.go(f())\n  File "/x/lib/python3.11/site-packages/lib/core.py", line 2,'
        " in go\n    raise FrobError()\nlib.FrobError: odd\n"
    )
    failure = read_log(log).first
    assert failure is not None
    found = diagnose(failure, Around(files={"a.py": code}, paths=("a.py",)))
    assert [one.rule.id for one in found] == ["line-read"]
    assert "lib (go) refuses what it gets" in found[0].cause.message


def test_none_is_followed_through_a_call_to_what_gave_it():
    code = (
        "def best(runs):\n    for one in runs:\n        if one > 3:\n"
        "            return one\n\n\nresult = best([1])\nprint(result.name)"
    )
    said = "AttributeError: 'NoneType' object has no attribute 'name'"
    [first, *_] = said_of(code, said)
    assert first.rule.id == "came-none"
    assert "result is best([1]) (a.py:7)" in first.cause.message
    assert "best ends without a return on some way" in first.cause.message


def test_nothing_that_is_only_guessed_is_stated_as_sure():
    """From a message alone 0.8 is the most, whatever an entry says of itself."""
    for rule in ALL_RULES:
        if rule.literals and (failure := read_log(_log(rule)).first):
            for one in diagnose(failure, Around(), (rule,)):
                assert one.cause.confidence <= 0.8, rule.id


def _log(rule: ErrorRule) -> str:
    return (
        'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n'
        f"    go()\n{rule.example}\n"
    )


def test_modules_that_hand_a_name_on_to_each_other_are_followed_to_an_end():
    code = "from a import x\n\n\ndef f():\n    assert x(1)\n\n\nf()"
    log = (
        'Traceback (most recent call last):\n  File "a.py", line 8, in <module>\n'
        '    f()\n  File "a.py", line 5, in f\n    assert x(1)\nAssertionError\n'
    )
    failure = read_log(log).first
    assert failure is not None
    found = diagnose(failure, Around(files={"a.py": code}, paths=("a.py",)))
    assert found[0].rule.id == "own-check"


def test_a_slip_is_found_in_another_file_of_the_project():
    files = {
        "a.py": "from stats import Stats\n\na, b = Stats(), Stats()\na.add(1)\n"
        "assert b.values == []",
        "stats.py": "class Stats:\n    values = []\n\n    def add(self, x):\n"
        "        self.values.append(x)\n",
    }
    log = (
        'Traceback (most recent call last):\n  File "a.py", line 5, in <module>\n'
        "    assert b.values == []\nAssertionError\n"
    )
    failure = read_log(log).first
    assert failure is not None
    around = Around(files={"a.py": files["a.py"]}, paths=tuple(files), read=files.get)
    [first, *_] = diagnose(failure, around)
    assert first.rule.id == "class-shared"
    assert "values of Stats at stats.py:2" in first.cause.message
