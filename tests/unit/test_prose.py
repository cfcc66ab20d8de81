"""Prose is wrapped as it comes, and the same however it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.cli.prose import Wrapping


def wrapped(text: str, cuts: list[int], width: int = 20) -> str:
    wrapping = Wrapping(width)
    ends = sorted({min(cut, len(text)) for cut in cuts} | {len(text)})
    starts = [0, *ends]
    pieces = [text[a:b] for a, b in zip(starts, ends, strict=False)]
    return "".join(map(wrapping.feed, pieces)) + wrapping.rest()


_TEXT = st.text(alphabet="ab \n|`日", max_size=200)


@given(_TEXT, st.lists(st.integers(0, 200)))
def test_how_it_is_cut_does_not_matter(text, cuts):
    assert wrapped(text, cuts) == wrapped(text, [])


@given(_TEXT)
def test_nothing_but_white_space_changes(text):
    assert wrapped(text, []).split() == text.split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three four five six", "one two three four \nfive six"),
        ("a" * 30 + " b", "a" * 30 + "\nb"),
        ("    code that is longer than a line\n", None),
        ("```\na line of code longer than that\n```\n", None),
        ("| a | table of cells | as it is |\n", None),
    ],
)
def test_lines_break_between_words_and_code_does_not(text, shown):
    assert wrapped(text, []) == (text if shown is None else shown)


def test_what_is_whole_is_given_at_once():
    wrapping = Wrapping(20)
    assert wrapping.feed("Name the se") == "Name the "
    assert wrapping.feed("eds.\n") == "seeds.\n"
