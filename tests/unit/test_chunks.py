"""Chunks of a reply: the quick way gives what the slow one gives, to the letter."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.assistant.chunks import Reading
from coresearch.core.errors import ModelFault


def chunk(text: object, **others) -> dict:
    return {
        "id": "x",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}],
        **others,
    }


def event(value: object, **how) -> bytes:
    return b"data: " + json.dumps(value, **how).encode() + b"\n\n"


def read(pieces) -> str | ModelFault:
    """All the text, or what went wrong after some of it."""
    reading = Reading("played", "http://127.0.0.1/v1")
    texts = []
    try:
        for piece in pieces:
            texts.append(reading.feed(piece))
            reading.raise_fault()
        texts.append(reading.end())
        reading.raise_fault()
    except ModelFault as fault:
        return fault
    return "".join(texts)


_TEXTS = st.text(max_size=8) | st.sampled_from(
    ['"', "\\", '\\"', '"}},', "\n\n", "data: ", '"content":"x"', "\x00", "é"]
)
_HOW = st.fixed_dictionaries(
    {
        "ensure_ascii": st.booleans(),
        "separators": st.sampled_from([(",", ":"), (", ", ": ")]),
    }
)


@given(st.lists(_TEXTS, min_size=1), _HOW, st.data())
def test_the_text_is_what_each_chunk_says(texts, how, data):
    stream = b"".join(event(chunk(text), **how) for text in texts)
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=6))
    places = [0, *sorted(cuts), len(stream)]
    assert read(stream[a:b] for a, b in itertools.pairwise(places)) == "".join(texts)


_OTHERS = [
    b": still here\n\n",
    b"event: message\n",
    b"data: [DONE]\n\n",
    event({"choices": []}),
    event(chunk("two", usage={"prompt_tokens": 3, "completion_tokens": 4})),
    event(chunk("other", id="another")),
    event(chunk(None)),
    event(chunk("")),
    event({"choices": [{"delta": None, "finish_reason": "stop"}]}),
    event({"choices": [{"delta": {"reasoning_content": "hm"}}]}),
    event(chunk("crlf")).replace(b"\n", b"\r\n"),
    event(chunk("lines")).replace(b', "choices"', b',\ndata: "choices"'),
]


@given(st.lists(st.sampled_from([event(chunk(t)) for t in "abc"] + _OTHERS)))
def test_whatever_comes_between_is_heard(events):
    stream = b"".join(events)
    one_by_one = read(stream[place : place + 1] for place in range(len(stream)))
    assert read([stream]) == one_by_one
    assert read(events) == one_by_one


@pytest.mark.parametrize(
    "wrong",
    [
        b'a\\"}',
        b'a"b',
        b"a\\",
        b"a\\x",
        b"\\u12",
        b"a\x01b",
        b"a\tb",
        b"\xff",
        b'a","content":"b',
        b'"},{"a":"',
    ],
)
def test_what_is_no_json_is_a_fault_in_the_midst_of_its_like_too(wrong):
    like = event(chunk("fine"))
    broken = like.replace(b"fine", wrong)
    alone = read([broken])
    for order in itertools.product([like, broken], repeat=3):
        found = read([order[0], order[1] + order[2]])
        if isinstance(alone, str):
            assert found == "".join(alone if e is broken else "fine" for e in order)
        elif broken in order:
            assert isinstance(found, ModelFault)
            assert found.fault == alone.fault


def test_tokens_and_the_end_are_kept_from_among_thousands():
    reading = Reading("played", "http://127.0.0.1/v1")
    many = event(chunk("word ")) * 1000
    last = event(chunk("", usage={"prompt_tokens": 3, "completion_tokens": 4}))
    text = [reading.feed(piece) for piece in (many, many, last, b"data: [DONE]\n\n")]
    assert "".join(text) == "word " * 2000
    ended = reading.ended()
    assert (ended.finish, ended.sent, ended.received) == ("stop", 3, 4)
