"""Many rows in pieces, some of which make a row only when it is looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from coresearch.tui.ink import Line


class Later(Sequence[Line]):
    """Rows that are made when somebody comes near them; until then a guess how many."""

    def __init__(self, make: Callable[[], Sequence[Line]], guess: int) -> None:
        self.make = make
        self._guess = guess

    def __len__(self) -> int:
        return self._guess

    @overload
    def __getitem__(self, row: int) -> Line: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Line]: ...
    def __getitem__(self, row: int | slice) -> Line | Sequence[Line]:
        made = self.make()
        if isinstance(row, slice):
            return made[row]
        return made[row] if row < len(made) else ()


class Chunks:
    """Sequences of lines, one below the other, as one sequence."""

    def __init__(self) -> None:
        self._parts: list[Sequence[Line]] = []
        self._starts: list[int] = []
        """The row of each, counted from the first that there ever was."""
        self._gone = 0
        """Rows that were dropped above."""
        self._end = 0
        self.has_guesses = False
        """Whether there may be rows that are made later."""

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

    def guess(self, make: Callable[[], Sequence[Line]], rows: int) -> None:
        """Put rows at the end that are made later, perhaps so many."""
        self.add(Later(make, rows))
        self.has_guesses = True

    def settle(self, first: int, last: int, top: int = 0) -> int | None:
        """Make the rows that are guessed from `first` up to `last`.

        How many more rows there are then above the part that begins at `top` or below;
        None if there was nothing to be made.
        """
        begin, end = self.part_at(first), self.part_at(last)
        more = None
        for at in range(begin, end + 1):
            part = self._parts[at]
            if isinstance(part, Later):
                made = self._parts[at] = part.make()
                is_above = self._starts[at] - self._gone < top
                more = (more or 0) + (len(made) - len(part)) * is_above
        if more is None:
            return None
        sizes = map(len, self._parts[begin:-1])
        self._starts[begin:] = accumulate(sizes, initial=self._starts[begin])
        self._end = self._starts[-1] + len(self._parts[-1])
        return more

    def part_at(self, row: int) -> int:
        """The number of the part that a row is in; of the nearest, if it is in none."""
        return max(bisect_right(self._starts, row + self._gone) - 1, 0)

    def sizes(self) -> list[int]:
        """How many rows each part has."""
        return [len(part) for part in self._parts]

    @property
    def starts(self) -> list[int]:
        """The first row of each part."""
        return [start - self._gone for start in self._starts]

    def __iter__(self) -> Iterator[Line]:
        """Every row; where they are guessed, as many as that are."""
        for part in self._parts:
            made = part.make() if isinstance(part, Later) else part
            missing = len(part) - len(made)
            yield from made[: len(part)]
            yield from [()] * missing

    def __len__(self) -> int:
        return self._end - self._gone

    def __getitem__(self, row: int) -> Line:
        at = self.part_at(row)
        # Of several that begin here all but the last are empty.
        return self._parts[at][row + self._gone - self._starts[at]]
