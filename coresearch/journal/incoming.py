"""An export as somebody sent it: lines that are believed in nothing.

Each line is read on its own and checked for its form, its seal and its place in its
chain; what is wrong is named by the number of its line.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.events import START, Event
from coresearch.core.text import one_line, printable
from coresearch.journal.sound import is_sound
from coresearch.journal.version import VERSION

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; only a blob may be that long."""
LONGEST_EVENT = 4 * 1024 * 1024
_FORMS = {
    "id": r"[0-9a-f]{64}",
    "journal": r"[0-9a-f]{16}",
    "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "type": r"[a-z]{1,30}\.[a-z]{1,30}",
    "subject": r"[^\x00-\x1f\x7f]{0,4096}",
    "prev": r"[0-9a-f]{64}",
}
_HINT = "Nothing was imported. Ask for the file again: coresearch journal export"


@dataclass(frozen=True, slots=True)
class Blob:
    """A long field, or a file's content."""

    digest: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """What a line holds."""

    number: int
    holds: Event | Blob


def incoming(file: Path) -> Iterator[Line]:
    """Every line of an export after its first, in order, each checked.

    Raises:
        NotFound: there is no such file.
        BadInput: it is no export, of a newer coresearch, or a line is not what its
            hash says, or does not follow from the one before in its chain.
    """
    ends: dict[str, tuple[int, str]] = {}
    with _opened(file) as opened:
        for number, raw in enumerate(opened, 1):
            value = _object(file, number, raw)
            if number == 1:
                _check_head(file, value)
            elif "blob" in value:
                yield Line(number, _blob(number, value))
            else:
                event = _event(number, value, len(raw))
                _check_place(number, event, ends)
                yield Line(number, event)
        if not opened.said_anything:
            raise _no_export(file)


class _Lines:
    """The lines of a file, none longer than there is room for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.said_anything = False

    def __iter__(self) -> Iterator[bytes]:
        while raw := self._file.readline(LONGEST_LINE + 1):
            self.said_anything = True
            yield raw


@contextmanager
def _opened(file: Path) -> Iterator[_Lines]:
    name = printable(str(file))
    try:
        if file.is_dir():
            raise BadInput(f"{name} is a folder.")
        with file.open("rb") as opened:
            yield _Lines(opened)
    except FileNotFoundError:
        raise NotFound(f"There is no file {name}.") from None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None


def _no_export(file: Path) -> BadInput:
    return BadInput(
        f"{printable(file.name)} is no export of a journal.",
        hint="Make one with: coresearch journal export > journal.jsonl",
    )


def fault(number: int, what: str) -> BadInput:
    """What is wrong with a line."""
    return BadInput(f"Line {number} {what}.", hint=_HINT)


def _object(file: Path, number: int, raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise fault(number, "is longer than 64 MB")
    try:
        value = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        if number == 1:
            raise _no_export(file) from None
        raise fault(number, "is no JSON, or was cut off") from None
    if not isinstance(value, dict):
        raise fault(number, "is no JSON object")
    return value


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _check_head(file: Path, value: dict[str, Any]) -> None:
    version = value.get("version")
    if value.get("coresearch") != "journal" or not isinstance(version, int):
        raise _no_export(file)
    if version > VERSION:
        raise BadInput(
            f"{printable(file.name)} was made by a newer coresearch (version "
            f"{version}; this program knows {VERSION}).",
            hint="Upgrade coresearch. Nothing was imported.",
        )


def _blob(number: int, value: dict[str, Any]) -> Blob:
    digest, text = value["blob"], value.get("base64")
    if not isinstance(digest, str) or not isinstance(text, str):
        raise fault(number, "is no blob")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise fault(number, "is no blob: it is not in base64") from None
    if sha256(data) != digest:
        raise fault(number, f"is not the blob {one_line(digest)[:12]} that it says")
    return Blob(digest, data)


def _event(number: int, value: dict[str, Any], size: int) -> Event:
    if size > LONGEST_EVENT:
        raise fault(number, "holds an event of more than 4 MB")
    for name, form in _FORMS.items():
        said = value.get(name)
        if not isinstance(said, str) or not re.fullmatch(form, said):
            raise fault(number, f"has no {name} as an event has it")
    seq, body = value.get("seq"), value.get("body")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < 2**53:
        raise fault(number, "has no seq as an event has it")
    if not isinstance(body, dict):
        raise fault(number, "has no body as an event has it")
    try:
        text = canonical_json(body)
    except (ValueError, RecursionError):
        raise fault(number, "has a body that JSON cannot hold") from None
    event = Event(
        value["journal"], seq, value["at"], value["type"], value["subject"], text,
        value["prev"],
    )  # fmt: skip
    if event.id != value["id"]:
        raise fault(number, f"({event.type}) has been changed: its hash does not fit")
    if not is_sound(event, body):
        raise fault(number, f"is no {event.type} as this program knows it")
    return event


def _check_place(number: int, event: Event, ends: dict[str, tuple[int, str]]) -> None:
    known = ends.get(event.journal)
    if known is None and event.seq == 1:
        known = (0, START)
    if known is not None and (event.seq, event.prev) != (known[0] + 1, known[1]):
        raise fault(
            number,
            f"breaks the chain {event.journal}: number {event.seq} does not follow "
            f"number {known[0]}",
        )
    begins = event.type == "journal.opened"
    if begins != (event.seq == 1) or (begins and event.subject != event.journal):
        raise fault(number, f"begins the chain {event.journal} in a wrong place")
    ends[event.journal] = (event.seq, event.id)
