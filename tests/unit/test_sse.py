"""Server-sent events, however their bytes are cut."""

from __future__ import annotations

import itertools
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.assistant.sse import LONGEST_LINE, Decoder
from coresearch.core.errors import ModelFault

STREAM = (
    b": a comment\r\n\r\ndata: one\r\n\r\nevent: x\nid: 1\ndata:two\n\n\n"
    b"data: \xe4\xb8\xad\xe6\x96\x87\ndata: more\n\ndata: [DONE]"
)
EVENTS = ["one", "two", "中文\nmore", "[DONE]"]


def decoded(pieces) -> list[str]:
    decoder = Decoder("The server")
    events = [event for piece in pieces for event in decoder.feed(piece)]
    return [*events, *decoder.end()]


@given(st.lists(st.integers(0, len(STREAM))))
def test_how_it_is_cut_does_not_matter(cuts):
    places = [0, *sorted(cuts), len(STREAM)]
    pieces = [STREAM[a:b] for a, b in itertools.pairwise(places)]
    assert decoded(pieces) == EVENTS


@given(st.binary(max_size=300))
def test_any_bytes_are_events_or_a_fault(raw):
    with suppress(ModelFault):
        assert all(isinstance(event, str) for event in decoded([raw]))


@pytest.mark.parametrize("start", [b"", b"data: ", b": "])
def test_a_line_without_end_is_not_kept(start):
    with pytest.raises(ModelFault, match="line of more than"):
        decoded([start, *[b"x" * 1000] * (LONGEST_LINE // 1000 + 2)])


def test_what_is_whole_is_given_before_what_is_wrong():
    decoder = Decoder("The server")
    events = decoder.feed(b"data: one\n\ndata: \xff\n\n")
    assert next(events) == "one"
    with pytest.raises(ModelFault, match="UTF-8"):
        next(events)
