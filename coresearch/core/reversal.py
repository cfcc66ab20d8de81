"""Taking back one change from a file that may have gone on since."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.changes import Hunk, Strategy
from coresearch.core.errors import Stale
from coresearch.core.hunks import hunks_between

_CONTEXT = 3  # lines on each side by which the place is known again


def take_back(before: bytes, after: bytes, now: bytes, path: str) -> bytes:
    """`now` without what turned `before` into `after`; the rest of `now` stays.

    Raises:
        Stale: the changed lines, or those right beside them, are not what they were,
            or stand in more than one place.
    """
    if now == after:
        return before
    pieces, position, shift = [], 0, 0
    for hunk in hunks_between(before, after, Strategy.EXACT):
        start = hunk.start + shift
        end = start + len(hunk.new)
        shift += len(hunk.new) - (hunk.end - hunk.start)
        place = _place(after, now, start, end)
        if place is None or place < position:
            raise _changed(path, hunk)
        old = before[hunk.start : hunk.end]
        pieces += [now[position:place], old]
        position = place + len(hunk.new)
        if old and not old.endswith(b"\n") and position < len(now):
            raise _changed(path, hunk)  # the next line would become part of the old one
    return b"".join([*pieces, now[position:]])


def _place(after: bytes, now: bytes, start: int, end: int) -> int | None:
    """Where `after[start:end]` stands in `now`, between the same lines; once only."""
    low, high = _lines_back(after, start), _lines_ahead(after, end)
    if low == high:  # all was removed: nothing is left to know the place by
        return None
    places = _whole_lines(now, after[low:high])
    place = next(places, None)
    if place is None or next(places, None) is not None:
        return None
    return place + start - low


def _whole_lines(now: bytes, wanted: bytes) -> Iterator[int]:
    """Where the lines `wanted` stand in `now`, and not parts of longer ones."""
    place = now.find(wanted)
    while place >= 0:
        end = place + len(wanted)
        starts = place == 0 or now[place - 1] == 0x0A
        if starts and (end == len(now) or wanted.endswith(b"\n")):
            yield place
        place = now.find(wanted, place + 1)


def _lines_back(text: bytes, position: int) -> int:
    for _ in range(_CONTEXT):
        position = text.rfind(b"\n", 0, max(position - 1, 0)) + 1
    return position


def _lines_ahead(text: bytes, position: int) -> int:
    for _ in range(_CONTEXT):
        position = text.find(b"\n", position) + 1 or len(text)
    return position


def _changed(path: str, hunk: Hunk) -> Stale:
    return Stale(
        f"{path} has changed since, around line {hunk.line}.",
        hint="Nothing was touched. Take that change back by hand, with git diff.",
    )
