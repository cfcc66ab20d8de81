"""Text fitted to a terminal: nothing is lost, and nothing is wider than it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.cli import output
from coresearch.core.text import cells, printable
from coresearch.workbench.words import local_time

_SPECIAL = " \t-a漢字e\u0301\ufe0f\u200d\x1b"
TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from(_SPECIAL), max_size=60)
ROOMS = st.integers(2, 40)


@given(TEXTS, ROOMS)
def test_a_broken_line_is_whole_and_fits(text, room):
    pieces = list(output.broken(text, room))
    assert "".join(pieces) == text
    assert all(cells(piece) <= room for piece in pieces)


@given(TEXTS, ROOMS)
def test_a_cut_line_fits_and_is_a_beginning(text, room):
    short = output.cut(text, room)
    assert cells(short) <= room
    assert short == text or text.startswith(short.removesuffix("…"))


@given(TEXTS, ROOMS)
def test_wrapping_keeps_every_word_and_breaks_no_short_one(text, room):
    lines = output.wrapped_lines(text, room)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    for line in lines:
        assert cells(line) <= room or " " not in line


@given(TEXTS.filter(lambda text: "\n" not in text), st.integers(0, 80))
def test_a_padded_text_is_as_wide_as_its_column(text, column):
    assert cells(output.padded(text, column)) == max(cells(text), column)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "2026-11-22 23:30"), ("Asia/Tokyo", "2026-11-23 08:30")],
)
def test_times_are_those_of_the_persons_clock(monkeypatch, zone, expected):
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_time("2026-11-22T23:30:00.123456Z") == expected
    finally:
        monkeypatch.undo()
        time.tzset()
