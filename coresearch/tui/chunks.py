"""Many rows in pieces, some of which make a row only when it is looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from coresearch.tui.ink import Line


class Chunks:
    """Sequences of lines, one below the other, as one sequence."""

    def __init__(self) -> None:
        self._parts: list[Sequence[Line]] = []
        self._starts: list[int] = []
        """The row of each, counted from the first that there ever was."""
        self._gone = 0
        """Rows that were dropped above."""
        self._end = 0

    def add(self, part: Sequence[Line]) -> None:
        """Put rows at the end."""
        self._parts.append(part)
        self._starts.append(self._end)
        self._end += len(part)

    def drop_last(self) -> int:
        """Take the last part away; how many rows that were."""
        size = len(self._parts.pop())
        self._starts.pop()
        self._end -= size
        return size

    def keep(self, most: int) -> bool:
        """Let the first parts go until there are at most so many rows; whether any."""
        count = 0
        while len(self) > most and count < len(self._parts) - 1:
            count += 1
            self._gone = self._starts[count]
        del self._parts[:count], self._starts[:count]
        return bool(count)

    @property
    def starts(self) -> list[int]:
        """The first row of each part."""
        return [start - self._gone for start in self._starts]

    def __len__(self) -> int:
        return self._end - self._gone

    def __getitem__(self, row: int) -> Line:
        at = bisect_right(self._starts, row + self._gone) - 1
        # Of several that begin here all but the last are empty.
        return self._parts[at][row + self._gone - self._starts[at]]
