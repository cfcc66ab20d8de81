"""Finding a name by some of its letters, in their order, among very many."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice

_APART = 200
"""Names with the letters apart of which the closest are taken."""
_FEW = 5_000
"""Names that are looked through although others have been found."""
_AT_ONCE = 100_000
"""Characters that are looked through at once, while no other thread has its turn."""


class Names:
    """Names, made ready to be searched: 50,000 of them in milliseconds.

    They lie one behind the other in one text, in the order in which they are wanted, so
    that the first places found are those of the closest.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._given = names
        self._names = sorted(sorted(names), key=len)
        self._whole = _Lines([name.lower() for name in self._names])
        self._last = _Lines([_last_part(name).lower() for name in self._names])

    def closest(self, wanted: str, most: int) -> list[str]:
        """The names that have the letters of `wanted` in order, the closest first.

        A name that holds `wanted` whole goes before one that holds its letters apart,
        one whose last part begins with it before both, and the shorter before the
        longer. Where some hold it whole, letters apart are looked for among the shorter
        names alone.
        """
        if not wanted:
            return list(self._given[:most])
        letters = wanted.lower().replace("\n", " ")
        found: dict[int, None] = {}
        for numbers in (
            self._last.beginning(letters),
            self._last.holding(letters),
            self._whole.holding(letters),
            self._apart(letters, found),
        ):
            for number in numbers:
                found[number] = None
                if len(found) == most:
                    return [self._names[one] for one in found]
        return [self._names[one] for one in found]

    def _apart(self, letters: str, found: Collection[int]) -> Iterator[int]:
        pattern = re.compile("[^\n]*?".join(map(re.escape, letters)))
        most = _FEW if found else None
        matches = islice(self._whole.matching(pattern, most), _APART)
        yield from (number for _, number in sorted(matches))


class _Lines:
    """Short texts as the lines of a long one."""

    def __init__(self, texts: Sequence[str]) -> None:
        lines = [text.replace("\n", " ") for text in texts]
        self._text = "\n".join(["", *lines, ""])
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=1))
        """Where each line begins, and one more would."""

    def beginning(self, wanted: str) -> Iterator[int]:
        """The numbers of the lines that begin with this, from 0."""
        return self._places(f"\n{wanted}", 1)

    def holding(self, wanted: str) -> Iterator[int]:
        """The numbers of the lines that hold this."""
        return self._places(wanted, 0)

    def _places(self, wanted: str, ahead: int) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at + ahead) - 1
            yield number
            at = self._text.find(wanted, self._starts[number + 1] - ahead)

    def matching(
        self, pattern: re.Pattern[str], most: int | None
    ) -> Iterator[tuple[int, int]]:
        """How long the first match in a line is, and the number of the line.

        At `most` so many lines are looked at.
        """
        number, count = 0, len(self._starts[:-1][:most])
        while number < count:
            start = self._starts[number]
            number = max(bisect_right(self._starts, start + _AT_ONCE) - 1, number + 1)
            end, seen = self._starts[min(number, count)], -1
            for match in pattern.finditer(self._text, start, end):
                line = bisect_right(self._starts, match.start()) - 1
                if line != seen:
                    seen = line
                    yield len(match[0]), line


def _last_part(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]


def closest(wanted: str, names: Sequence[str], most: int) -> list[str]:
    """The closest of a few names."""
    return Names(names).closest(wanted, most)
