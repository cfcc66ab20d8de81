"""Lines in ink: broken between words, nothing lost, never too wide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coresearch.core.words_changed import words_changed
from coresearch.tui.ink import Ink, fit, fit_end, line, plain, width_of, wrap

TEXT = st.text(alphabet="ab é表😀\t\x1b[]\u202e", max_size=60)
RUNS = st.lists(st.tuples(TEXT, st.sampled_from([Ink.TEXT, Ink.STRONG])), max_size=5)


@given(RUNS, st.integers(4, 40))
def test_a_line_that_is_broken_fits_and_keeps_every_character(runs, width):
    one = line(*runs)
    parts = wrap(one, width, line("> "), line("  "))
    assert all(width_of(part) - _spaces(part) <= width for part in parts)
    said = "".join(plain(part)[2:] for part in parts)
    assert said == plain(one)


def _spaces(part) -> int:
    text = plain(part)
    return len(text) - len(text.rstrip(" "))


def test_runs_of_one_ink_are_one():
    [first, second] = wrap(line("one two ", ("three", Ink.STRONG), " four"), 14)
    assert first == (("one two ", Ink.TEXT), ("three ", Ink.STRONG)) or first == (
        ("one two ", Ink.TEXT),
        ("three", Ink.STRONG),
        (" ", Ink.TEXT),
    )
    assert plain(second) == "four"


@given(TEXT, st.integers(1, 30))
def test_what_is_fitted_takes_exactly_the_room(text, width):
    assert cell_len(fit(text.replace("\t", " "), width)) == width
    assert cell_len(fit_end(text.replace("\t", " "), width)) == width


def test_the_words_that_changed_are_told():
    old, new = words_changed("5 points or more", "3 points or more")
    assert old == [("5", True), (" points or more", False)]
    assert new == [("3", True), (" points or more", False)]
    assert words_changed("one thing", "quite another") == (
        [("one thing", False)],
        [("quite another", False)],
    )
