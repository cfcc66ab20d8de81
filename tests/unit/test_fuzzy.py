"""Names found by some of their letters, beside the plainest way to do it."""

from __future__ import annotations

import random

import pytest

from coresearch.core.fuzzy import Names, closest


def test_the_closest_come_first():
    names = ["old/train.log", "src/train_all.py", "src/train.py", "src/constrain.py"]
    assert closest("train", names, 8) == [
        "src/train.py",
        "old/train.log",
        "src/train_all.py",
        "src/constrain.py",
    ]
    assert closest("STP", names, 1) == ["src/train.py"]
    assert closest("", names, 2) == names[:2]


def test_a_name_with_a_line_break_is_one_name():
    assert closest("b c", ["a/b\nc", "bc"], 8) == ["a/b\nc"]


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_what_looking_at_each_name_finds(seed):
    dice = random.Random(seed)
    names = list({_name(dice) for _ in range(dice.randrange(1, 30))})
    for _ in range(5):
        wanted = "".join(dice.choices("abC_./", k=dice.randrange(4)))
        found = Names(names).closest(wanted, 8)
        assert found == (_one_by_one(wanted.lower(), names) if wanted else names)[:8]


def _name(dice: random.Random) -> str:
    parts = ("".join(dice.choices("abcAB_.", k=dice.randrange(1, 5))) for _ in "xyz")
    return "/".join(list(parts)[: dice.randrange(1, 4)])


def _one_by_one(wanted: str, names: list[str]) -> list[str]:
    ranks = {name: _rank(wanted, name.lower()) for name in names}
    found = [name for name in names if ranks[name] is not None]
    return sorted(found, key=lambda name: (ranks[name], len(name), name))


def _rank(wanted: str, name: str) -> tuple[int, int] | None:
    last = name.rstrip("/").rpartition("/")[2]
    whole = (last.startswith(wanted), wanted in last, wanted in name)
    if any(whole):
        return whole.index(True), 0
    start = name.find(wanted[0])
    at = start
    for letter in wanted[1:]:
        at = name.find(letter, at + 1) if at >= 0 else at
    return None if at < 0 else (3, at - start)
