"""TensorBoard's event files: a real one, torn ones, and bytes that are none."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coresearch.core.event_files import scalars

# Written by tensorboardX 2.6.5 with `add_scalar`.
REAL = Path(__file__).parents[1] / "data" / "events.out.tfevents.tensorboardX"


def test_every_scalar_of_a_real_file_is_read():
    *found, last = scalars(REAL.read_bytes())
    assert [(tag, step) for tag, step, _ in found] == [
        ("loss/train", 0),
        ("loss/train", 1),
        ("loss/train", 2),
        ("acc", 7),
    ]
    assert [value for *_, value in found] == pytest.approx([1, 1 / 2, 1 / 3, 0.5])
    assert last[:2] == ("bad", 1)
    assert math.isnan(last[2])


def test_of_a_torn_file_what_is_whole_is_read():
    data = REAL.read_bytes()
    counts = [len(list(scalars(data[:end]))) for end in range(len(data) + 1)]
    assert counts == sorted(counts)
    assert counts[-1] == 5


def field(number: int, kind: int, value: bytes) -> bytes:
    length = bytes([len(value)]) if kind == 2 else b""
    return bytes([number << 3 | kind]) + length + value


@pytest.mark.parametrize(
    ("tensor", "value"),
    [
        (field(1, 0, b"\1") + field(4, 2, struct.pack("<f", 0.5)), 0.5),
        (field(1, 0, b"\1") + field(5, 2, struct.pack("<f", 0.5)), 0.5),
        (field(1, 0, b"\2") + field(4, 2, struct.pack("<d", 0.25)), 0.25),
        (field(1, 0, b"\2") + field(6, 2, struct.pack("<d", 0.25)), 0.25),
        (field(1, 0, b"\1") + field(4, 2, struct.pack("<ff", 1, 2)), None),
        (field(1, 0, b"\7") + field(8, 2, b"text"), None),
    ],
)
def test_a_scalar_in_a_tensor_is_read_as_newer_writers_put_it(tensor, value):
    summary = field(1, 2, field(1, 2, b"acc") + field(8, 2, tensor))
    event = field(2, 0, b"\3") + field(5, 2, summary)
    record = struct.pack("<Q", len(event)) + b"crc." + event + b"crc."
    assert list(scalars(record)) == ([] if value is None else [("acc", 3, value)])


@given(st.binary(max_size=300), st.integers(0, 338))
def test_no_bytes_make_it_fail(noise, place):
    list(scalars(noise))
    data = REAL.read_bytes()
    list(scalars(data[:place] + noise + data[place:]))
