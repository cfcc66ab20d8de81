"""What became of what was suggested: sums, shares, and when one cannot tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.text import cells
from coresearch.review.decided import (
    Count,
    headline,
    in_lines,
    review_of,
    tables,
)  # fmt: skip
from coresearch.review.decided import (
    cells as in_cells,
)

STATES = (
    "waiting",
    "pending",
    "accepted",
    "amended",
    "rejected",
    "undone",
    "withdrawn",
)
COUNTS = st.lists(
    st.builds(
        Count,
        st.sampled_from(["design", "critique"]),
        st.sampled_from(["rule", "openai/some", "表|\x1b[31m"]),
        st.sampled_from(STATES),
        st.integers(0, 500),
    ),
    max_size=8,
)


@given(COUNTS)
def test_each_way_to_look_at_it_counts_everything_once(counts):
    review = review_of(counts)
    total = sum(one.count for one in counts)
    for tallies in (review.by_activity, review.by_source, [review.whole]):
        assert total == sum(one.decided + one.waiting + one.other for one in tallies)


def test_a_share_has_its_count_and_its_interval():
    review = review_of(
        [
            Count("design", "rule", "accepted", 12),
            Count("design", "rule", "rejected", 8),
        ]
    )
    share = review.whole.share("accepted")
    # Wilson, 12 of 20: 0.387 to 0.781 (Newcombe 1998, method 3)
    assert (share.value, share.low, share.high) == pytest.approx(
        (0.6, 0.3866, 0.7812), abs=1e-4
    )
    assert in_cells(review.whole)[1] == "12 · 60 % (39–78)"


def test_of_few_decisions_one_cannot_tell():
    review = review_of([Count("design", "rule", "accepted", 9)])
    assert review.whole.share("accepted") is None
    assert "Cannot tell yet: 1 more" in headline(review)
    assert in_cells(review.whole)[1] == "9"


@given(COUNTS, st.integers(40, 200))
def test_every_line_fits_and_shows_foreign_text_as_it_is(counts, width):
    for heading, rows in tables(review_of(counts)):
        for text in in_lines(heading, rows, width):
            assert cells(text) <= width
            assert "\x1b" not in text
