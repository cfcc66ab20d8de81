"""Plots in cells of a terminal say what the figures say."""

from __future__ import annotations

from coresearch.measures.calibration import Bin
from coresearch.measures.figure import Figure
from coresearch.measures.oversight import Advice, Look
from coresearch.measures.survival import Span, kaplan_meier
from coresearch.measures.unaided import Rate
from coresearch.review.evidence import Own
from coresearch.review.report import _trend
from coresearch.review.self_report import about_self, self_sections, unknown_of_self
from coresearch.review.text_plots import CELLS, calibration, interval, lasting, of_share


def test_an_interval_stands_where_its_numbers_are():
    assert interval(0, 0, 0) == "●" + "·" * (CELLS - 1)
    assert interval(0.5, 1, 1) == "·" * 10 + "─" * 10 + "●"
    assert interval(0.25, 0.5, 0.75) == "·····─────●─────·····"
    assert interval(0.4, 0.5, 0.6, also=0.9).index("|") == 18
    assert of_share(Figure(0.5, -0.2, 1.3, 9)) == "─" * 10 + "●" + "─" * 10


def test_a_curve_falls_from_full_a_cell_a_day():
    spans = [Span(10, True)] * 10 + [Span(40, False)] * 10
    [line] = lasting(kaplan_meier(spans))
    assert (
        line == "█" * 10 + "▄" * 21 + "  50% after 30 days, a cell a day, full is 100 %"
    )


def test_a_bin_shows_what_was_stated_and_what_happened():
    head, line = calibration([Bin(0.8, 0.5, 0.25, 0.75, 20)])
    assert head.index("0") == line.index("·")
    assert line.endswith("50% (25 to 75), n = 20")
    assert line.index("|") - line.index("·") == 16


def test_reliance_is_a_point_only_where_both_are_known():
    right = [Advice(False, True, True)] * 12
    both = [*right, *[Advice(True, False, False)] * 12]
    [few] = self_sections(Own(answers=right))
    [known] = self_sections(Own(answers=both))
    assert few.plane is None
    assert known.plane is not None
    assert [one.value for one in known.plane] == [1.0, 1.0]


def test_what_cannot_be_told_of_skill_is_said_with_what_it_would_take():
    few = Own(probes=[Rate("Q1", 6, 8)])
    assert unknown_of_self(few) == [
        "Cannot tell yet whether you get better by yourself: 12 more items of probes."
    ]
    alike = Own(probes=[Rate("Q1", 15, 20), Rate("Q2", 14, 20)])
    [said] = unknown_of_self(alike)
    assert said.endswith("15 of 20 in Q1; a change of 38% would have shown.")
    better = Own(probes=[Rate("Q1", 8, 30), Rate("Q2", 26, 30)])
    assert unknown_of_self(better) == []
    assert about_self(better)[0].text.startswith("Without the assistant you do better")


def test_a_trend_says_what_change_would_have_shown():
    slow, quick = Look(100, 50, 0, True), Look(1, 50, 0, True)
    [row] = _trend([[slow] * 20, [slow] * 10 + [quick] * 10])
    assert isinstance(row.measured, Figure)
    assert (row.measured.value, row.measured.count) == (0.5, 40)
    [few] = _trend([[slow] * 20, [quick]])
    assert "9 more timed decisions" in str(few.measured)
