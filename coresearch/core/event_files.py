"""TensorBoard's event files, read with nothing but the format.

Each record is a length (8 bytes, little-endian), its checksum (4), that many bytes, and
their checksum (4). The bytes are a protobuf `Event`: 1 time, 2 step, 5 summary; in the
summary 1 value, again and again: 1 tag, 2 a float, 8 a tensor, of which a scalar is in
4 (raw), 5 (floats) or 6 (doubles). Numbers as of tensorboard/compat/proto/event.proto,
summary.proto and tensor.proto. The checksums are not looked at: what is torn ends it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FLOAT, _DOUBLE = 1, 2  # tensor.proto's names for these types


def scalars(data: bytes) -> Iterator[tuple[str, int, float]]:
    """Tag, step and value of each scalar, up to where the file is torn."""
    position = 0
    while position + 12 <= len(data):
        (length,) = struct.unpack_from("<Q", data, position)
        start, position = position + 12, position + 12 + length + 4
        if position > len(data):
            return
        try:
            yield from _of_event(data[start : start + length])
        except (IndexError, struct.error, UnicodeDecodeError):
            return


def _of_event(data: bytes) -> Iterator[tuple[str, int, float]]:
    step, summaries = 0, []
    for number, value in _fields(data):
        if number == 2 and isinstance(value, int):
            step = value - (1 << 64) if value >> 63 else value
        elif number == 5 and isinstance(value, bytes):
            summaries.append(value)
    for summary in summaries:
        for number, value in _fields(summary):
            if number == 1 and isinstance(value, bytes):
                yield from _of_value(value, step)


def _of_value(data: bytes, step: int) -> Iterator[tuple[str, int, float]]:
    tag, found = "", None
    for number, value in _fields(data):
        if number == 1 and isinstance(value, bytes):
            tag = value.decode()
        elif number == 2 and isinstance(value, bytes):
            found = struct.unpack("<f", value)[0]
        elif number == 8 and isinstance(value, bytes):
            found = _scalar(value)
    if tag and found is not None:
        yield tag, step, found


def _scalar(tensor: bytes) -> float | None:
    """The one number that a tensor holds; None if it holds more, or other things."""
    kind = 0
    for number, value in _fields(tensor):
        if number == 1 and isinstance(value, int):
            kind = value
        code = {_FLOAT: "<f", _DOUBLE: "<d"}.get(kind)
        holds = {4: True, 5: kind == _FLOAT, 6: kind == _DOUBLE}.get(number, False)
        if holds and code and isinstance(value, bytes):
            if len(value) == struct.calcsize(code):
                return float(struct.unpack(code, value)[0])
            return None
    return None


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each protobuf field: an integer, or its bytes."""
    position = 0
    while position < len(data):
        key, position = _varint(data, position)
        match key & 7:
            case 0:
                value, position = _varint(data, position)
                yield key >> 3, value
                continue
            case 1:
                length = 8
            case 2:
                length, position = _varint(data, position)
            case 5:
                length = 4
            case _:
                raise IndexError("no such kind of field")
        if position + length > len(data):
            raise IndexError("a field goes beyond its end")
        yield key >> 3, data[position : position + length]
        position += length


def _varint(data: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7
        if shift > 63:
            raise IndexError("no number is that long")
