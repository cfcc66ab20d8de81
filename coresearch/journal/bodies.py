"""The bodies of events, as they are kept in a row and as they are read back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from coresearch.core.canonical import canonical_json
from coresearch.core.errors import JournalBroken
from coresearch.journal.blobs import BlobMissing, Blobs

_MAY_BE_BLOBS = (
    "details", "effect", "run", "evidence", "messages", "reply",
    "code", "environment", "left_out", "files", "attachments", "series", "tasks",
)  # fmt: skip
_LONGEST_VALUE = 16 * 1024
"""One of these fields whose JSON is longer goes to a blob, so that rows stay small."""


_LONGEST_SHARED = 1024
"""The same of a task of a sweep: all its tasks have the same code and environment."""


def stored(body: Mapping[str, Any], blobs: Blobs) -> dict[str, Any]:
    """`body` with its long fields kept in `blobs` and named by their hash."""
    longest = _LONGEST_SHARED if "sweep" in body else _LONGEST_VALUE
    small: dict[str, Any] = {
        name: _short(value, blobs, longest)
        if name in _MAY_BE_BLOBS
        else _without_nul(value)
        for name, value in body.items()
    }
    if "paths" in small:  # each file once, also where two names have become one
        small["paths"] = list(dict.fromkeys(small["paths"]))
    return small


def _short(value: object, blobs: Blobs, longest: int) -> object:
    text = canonical_json(value)
    return {"blob": blobs.put(text.encode())} if len(text) > longest else value


def _without_nul(value: object) -> object:
    """`value` with the sign for NUL in its place.

    The tables hold these fields, and to some versions of SQLite a text ends at a NUL
    and to others it does not: the same events would make different rows.
    """
    if isinstance(value, str):
        return value.replace("\0", "␀")
    if isinstance(value, Mapping):
        return {name: _without_nul(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    return value


def expanded(text: str, blobs: Blobs) -> dict[str, Any]:
    """A body as it was written, with its long fields read from their blobs.

    Raises:
        JournalBroken: it was changed, or one of its blobs was.
    """
    with unchanged():
        return {name: _long(value, blobs) for name, value in json.loads(text).items()}


def _long(value: object, blobs: Blobs) -> object:
    """A field as it was written."""
    if isinstance(value, dict) and value.keys() == {"blob"}:
        return json.loads(blobs.get(value["blob"]))
    return value


NOT_HERE = "(not here: it was not in the export that was imported)"


def legible(text: str, blobs: Blobs) -> dict[str, Any]:
    """A body to be shown: as `expanded`, with words in place of what is missing."""
    body: dict[str, Any] = {}
    with unchanged():
        for name, value in json.loads(text).items():
            try:
                body[name] = _long(value, blobs)
            except BlobMissing:
                body[name] = NOT_HERE
    return body


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """Only a body that was changed behind the program's back cannot be read."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise JournalBroken(
            "An event does not say what it must: it has been changed.",
            hint="coresearch journal verify says which event that is.",
        ) from error
