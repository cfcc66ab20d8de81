"""Lines at which a failure may begin, found by plain search: that is quick."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.diagnosis.signs import SIGNS
from coresearch.diagnosis.tracebacks import HEADER

_ANCHORS = (
    HEADER,
    '  File "',
    "\nE   ",
    "Error: ",
    "Exception: ",
    "Cell In[",
    "Error\n",
    "Error:\n",
    # What many signs have in common is looked for once.
    "exit code",
    "exit status",
    "illed",
    "died",
)
_MOST_PLACES = 5_000
"""Of one text, from either end: a log with more of them repeats itself."""


def _without_longer(every: frozenset[str]) -> frozenset[str]:
    """Whatever finds a part of an anchor finds the anchor."""
    return frozenset(
        one for one in every if not any(part in one for part in every - {one})
    )


_WANTED = _without_longer(
    frozenset({*_ANCHORS, *(anchor for sign in SIGNS for anchor in sign.anchors)})
)


def anchors(lines: Sequence[str]) -> list[int]:
    """The indices of lines at which something may begin, in order."""
    text = "\n".join([*lines, ""])
    places: set[int] = set()
    for anchor in _WANTED:
        places.update(_places(text, anchor))
    found: list[int] = []
    line = last = 0
    for place in sorted(places):
        line += text.count("\n", last, place)
        last = place
        if not found or found[-1] != line:
            found.append(line)
    return found


def _places(text: str, anchor: str) -> list[int]:
    """Where `anchor` stands, once for each line; the first and last few thousand."""
    shift = anchor.startswith("\n")
    found: list[int] = []
    at = text.find(anchor)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at + shift)
        end = text.find("\n", at + 1)
        at = text.find(anchor, end) if end >= 0 else -1
    if len(found) < _MOST_PLACES:
        return found
    last = found[-1]
    at = text.rfind(anchor)
    while at > last and len(found) < 2 * _MOST_PLACES:
        found.append(at + shift)
        line = text.rfind("\n", 0, at)
        at = text.rfind(anchor, last, line) if line > last else -1
    return found
