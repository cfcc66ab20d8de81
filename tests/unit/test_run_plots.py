"""Curves in braille: inside their frame, and with the highest dot at the top."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coresearch.cli.run_plots import _HEIGHT, curve
from coresearch.core.text import cells

_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def test_a_rising_line_rises():
    *lines, axis = curve([(float(x), float(x)) for x in range(100)], 40)
    assert axis.split() == ["0", "99"]
    assert lines[0].startswith("99 ┤")
    assert lines[-1].startswith("0  ┤")
    starts = [len(line.rstrip()) for line in lines]
    assert starts == sorted(starts, reverse=True)


@given(st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=1, max_size=50))
def test_no_numbers_leave_the_frame(points):
    lines = list(curve(points, 60))
    assert len(lines) == _HEIGHT + 1
    assert all(cells(line) <= 60 or line is lines[-1] for line in lines)
