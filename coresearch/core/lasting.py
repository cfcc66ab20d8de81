"""Whether what an accept put into a file is still there."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from coresearch.core.changes import Strategy
from coresearch.core.hunks import LINE, hunks_between

_STILL = 0.5
"""The share of its lines that must be there for a hunk to last."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What of one hunk can be told apart from the rest of the file."""

    added: frozenset[bytes]
    """Lines that it put in, and that stood nowhere in the file before."""
    removed: frozenset[bytes]
    """Lines that it took out, and that stood nowhere in the file after."""

    def lasts_in(self, lines: Container[bytes]) -> bool:
        """Whether at least half of what it put in is there.

        Of one that only takes out: whether less than half of that has come back.
        """
        if self.added:
            return sum(line in lines for line in self.added) >= _STILL * len(self.added)
        back = sum(line in lines for line in self.removed)
        return back < _STILL * len(self.removed)


def traces(before: bytes, after: bytes) -> list[Trace | None]:
    """Of each hunk between two texts; None where it left nothing of its own."""
    old, new = lines_of(before), lines_of(after)
    found = []
    for hunk in hunks_between(before, after, Strategy.EXACT):
        added = lines_of(hunk.new) - old
        removed = lines_of(before[hunk.start : hunk.end]) - new
        found.append(Trace(added, removed) if added or removed else None)
    return found


def lines_of(content: bytes) -> frozenset[bytes]:
    """Its lines, without the space around them, and without empty ones."""
    return frozenset(line.strip() for line in LINE.findall(content)) - {b""}
