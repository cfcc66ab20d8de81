"""Lines that repeat, however often, do not keep anybody waiting."""

from __future__ import annotations

import time

import pytest

from coresearch.core.changes import FileChange, FileState, Strategy
from coresearch.core.edits import Replacement
from coresearch.core.errors import NoPlace
from coresearch.core.hunks import hunks_between
from coresearch.core.locate import locate

ENOUGH = 60
"""Seconds, on a computer that is busy with other things; unbounded it is minutes."""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\n" * 1999, b"a\nb\n" * 999),
        (b"},\n{\n" * 900, b"},\n{\n  1\n" * 600),
        (b"a\n" * 100_000, b"b\na\n" * 50_000),
        (b"\n" * 1500 + b"x\n", b"x\n" + b"\n" * 1400),
    ],
)
def test_a_difference_between_lines_that_repeat(before, after):
    started = time.monotonic()
    hunks = tuple(hunks_between(before, after, Strategy.BY_HAND))
    assert time.monotonic() - started < ENOUGH
    change = FileChange("a", FileState.of(before), hunks)
    assert change.after is not None
    assert change.after.content == after


@pytest.mark.parametrize(
    ("content", "search"),
    [
        (b"x \n" * 100_000, "x\n" * 2000 + "y\n"),
        (b"\n" * 200_000, "\n" * 1000 + "y\n"),
        (b"  x\ty\n" * 100_000, "x\ty\n" * 2000 + "z\n"),
        (b" " * 1_000_000 + b"x\n", "x y\n"),
        (b"\t \t \n" * 50_000, "\t\n" * 1000 + "y\n"),
    ],
)
def test_a_text_that_is_almost_there_over_and_over(content, search):
    started = time.monotonic()
    with pytest.raises(NoPlace):
        locate(content, Replacement(search, "z\n"), "a", unchanged=False)
    assert time.monotonic() - started < ENOUGH


def test_a_line_is_found_among_a_hundred_thousand_like_it():
    content = b"x \n" * 100_000
    started = time.monotonic()
    wanted = Replacement("x\n", "y\n", line=70_000)
    [hunk] = locate(content, wanted, "a", unchanged=True)
    assert time.monotonic() - started < ENOUGH
    assert (hunk.line, hunk.start) == (70_000, 69_999 * 3)
