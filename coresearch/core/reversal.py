"""Taking back one change from a file that may have gone on since."""

from __future__ import annotations

from coresearch.core.changes import Hunk, Strategy
from coresearch.core.errors import Stale
from coresearch.core.hunks import LINE, hunks_between

_CONTEXT = 3  # lines on each side by which the place is known again


def take_back(before: bytes, after: bytes, now: bytes, path: str) -> bytes:
    """`now` without what turned `before` into `after`; the rest of `now` stays.

    Raises:
        Stale: the changed lines, or those right beside them, are not what they were,
            or stand in more than one place.
    """
    if now == after:
        return before
    result = now
    shift = 0
    for hunk in hunks_between(before, after, Strategy.EXACT):
        start = hunk.start + shift
        shift += len(hunk.new) - (hunk.end - hunk.start)
        result = _take_back_hunk(before, after, result, hunk, start, path)
    return result


def _take_back_hunk(
    before: bytes, after: bytes, now: bytes, hunk: Hunk, start: int, path: str
) -> bytes:
    end = start + len(hunk.new)
    head = b"".join(LINE.findall(after[:start])[-_CONTEXT:])
    tail = b"".join(LINE.findall(after[end:])[:_CONTEXT])
    wanted = head + hunk.new + tail
    at = now.find(wanted)
    if at < 0 or now.find(wanted, at + 1) >= 0:
        raise Stale(
            f"{path} has changed since, around line {hunk.line}.",
            hint="Nothing was touched. Take that change back by hand, with git diff.",
        )
    place = at + len(head)
    return now[:place] + before[hunk.start : hunk.end] + now[place + len(hunk.new) :]
