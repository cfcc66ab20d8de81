"""Numbers in a report: which have a source, and what they say of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.sourced import agrees, like, link_text, links_in, numbers_in


def only(text: str):
    [claim] = numbers_in(text).claims
    return claim


@pytest.mark.parametrize(
    ("text", "number", "is_share", "half", "count"),
    [
        ("0.825 [@run:1a2b3c4:accuracy]", "0.825", False, None, None),
        ("We reach **82.5 %** [@run:1a2b3c4:accuracy].", "82.5", True, None, None),
        ("up 2.1 points [@run:1a2b3c4:accuracy]", "2.1", True, None, None),
        ("| 0.82 ± 0.01 (n = 5) [@run:1a2b:accuracy] |", "0.82", False, "0.01", 5),
        ("−1.5e-3 loss @run:1a2b3c4:accuracy.", "−1.5e-3", False, None, None),
        ("took 1,200 ms [@{run:1a2b3c4:accuracy}]", "1,200", False, None, None),
    ],
)
def test_the_number_before_a_link_is_what_the_run_stands_behind(
    text, number, is_share, half, count
):
    claim = only(text)
    assert claim.number.text == number
    assert text[claim.number.start : claim.number.end] == number
    assert (claim.is_share, claim.count) == (is_share, count)
    assert (claim.half.text if claim.half else None) == half
    assert claim.links[0].metric == "accuracy"


def test_several_runs_and_two_links():
    claim = only("better by 0.02 [@run:1a2b+3c4d:val/acc; @{run:5e6f:top 5}]")
    assert [link.runs for link in claim.links] == [("1a2b", "3c4d"), ("5e6f",)]
    assert [link.metric for link in claim.links] == ["val/acc", "top 5"]


@pytest.mark.parametrize(
    "text",
    [
        "`0.99` and ```\n0.98\n``` [@nobody:2020]",
        "# 3.1 Results\n\n95 % confidence interval, 95% CI, on 2026-11-22, v1.2.3",
        "See https://example.org/0.5 and [it](x/0.5.html) and arXiv:2512.05356.",
        "Five seeds, 400 items, Table 2.",
        "A price of 2.50 <!-- no run: the list of March -->",
        "---\nversion: 1.5\n---\n\nText.",
    ],
)
def test_what_is_no_result_is_left_alone(text):
    found = numbers_in(text)
    assert (found.claims, found.loose, found.placed) == ((), (), ())


def test_results_without_a_source_are_found_with_their_place():
    text = "First.\n\nIt gains 2 points and 12.5 %, at 0.81, 3× as fast.\n"
    loose = numbers_in(text).loose
    told = [(one.number.text, one.unit, one.line) for one in loose]
    assert told == [
        ("2", "points", 3),
        ("12.5", "%", 3),
        ("0.81", "", 3),
        ("3", "×", 3),
    ]
    assert next(text[one.number.start : one.end] for one in loose) == "2 points"


def test_a_place_in_a_file_is_the_source_of_its_own_sentence():
    text = "We have 0.5 here. It uses 5 seeds and 0.3 dropout. (plan.md:17) Then 0.7.\n"
    found = numbers_in(text)
    assert [(one.number.text, one.at) for one in found.placed] == [
        ("5", 17),
        ("0.3", 17),
    ]
    assert [one.number.text for one in found.loose] == ["0.5", "0.7"]


def test_links_that_say_nothing_are_told():
    reasons = [
        one.reason for one in numbers_in("See [@run:1a2b:x]. 3 [@run:zz:x]").broken
    ]
    assert reasons[0] == "has no number before it"
    assert "is no link" in reasons[1]


@given(
    st.floats(-1e6, 1e6, allow_nan=False),
    st.sampled_from(["1", "0.1", "+0.01", "0.001", "1.0e-3", "1,000.00"]),
)
def test_what_is_written_like_a_number_agrees_with_it(value, model):
    shown = like(only(f"{model} [@run:1a2b:x]").number, value)
    assert agrees(only(f"{shown} [@run:1a2b:x]").number, value)


@given(
    st.lists(st.text("0123456789abcdef", min_size=4), min_size=1, max_size=4),
    st.text("aZ9_ @/.%-é", max_size=20).map(lambda middle: f"a{middle}z"),
)
def test_a_link_is_read_as_it_was_written(runs, metric):
    [(start, end, [link])] = links_in(f"0.5 {link_text(runs, metric)} more")
    assert (start, list(link.runs), link.metric) == (4, runs, metric)
    assert end > start
