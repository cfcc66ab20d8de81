"""The lines of one hunk as rows of the screen, each made when it is looked at."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, zip_longest
from typing import overload

from rich.cells import cell_len

from coresearch.core.diffs import DiffHunk
from coresearch.core.words_changed import Part, words_changed
from coresearch.tui.ink import Ink, Line, On, Run, chop, fit, safe, width_of, wrap
from coresearch.tui.syntax import Piece, inked, lexer_for

_AT_ONCE = 40
"""Lines of code that are read at once."""
_MOST_KEPT = 400
"""Lines that are kept as they were made."""
_MARKS: dict[str, tuple[Ink, Ink, Ink]] = {
    "+": (Ink.ADDED, Ink.ADDED_LINE, Ink.ADDED_WORD),
    "-": (Ink.REMOVED, Ink.REMOVED_LINE, Ink.REMOVED_WORD),
}
_REST: Line = (("  ", Ink.TEXT),)
_BETWEEN: Run = (" │ ", Ink.QUIET)


class HunkText:
    """The lines of a hunk in inks: language, what came and went, words that changed."""

    def __init__(self, hunk: DiffHunk, *, in_words: bool) -> None:
        """Lines that are too long are broken between words, or anywhere."""
        self._in_words = in_words
        # A carriage return before the line end belongs to the line end.
        self.lines = [text.removesuffix("\r") for text in hunk.lines]
        self.partners = dict(_partners(self.lines))
        """For a line that took the place of another, or gave it up, that other."""
        self._lexer = lexer_for(hunk.path)
        self._pieces: dict[int, list[list[Piece]]] = {}
        """Lines in the inks of the language, by the number of their portion."""

    def rows(self, number: int, width: int) -> list[Line]:
        """A line in rows: what does not change is cut, the rest is broken."""
        if not self.is_long(number, width):
            return [_cut(self.inked(number, width), width)]
        breaks = partial(wrap, first=()) if self._in_words else chop
        return _filled(breaks(self.inked(number), width, rest=_REST), width)

    def height(self, number: int, width: int) -> int:
        """How many rows a line takes."""
        if not self.is_long(number, width):
            return 1
        text = self.lines[number]
        if self._in_words:
            return len(self.rows(number, width))
        if not text.isascii() or "\t" in text:
            return len(chop(((f" {safe(text)}", Ink.TEXT),), width, _REST))
        return -(-(len(text) + 1) // max(width - 2, 1))

    def is_long(self, number: int, width: int) -> bool:
        """Whether it came or went, and takes more than a row."""
        text = self.lines[number]
        return text[:1] in _MARKS and _cells(text) + 1 > width

    def inked(self, number: int, width: int = 0) -> Line:
        """A line with its mark; filled up to `width` where it came or went."""
        text = self.lines[number]
        mark = text[:1]
        if mark not in _MARKS:
            ink = Ink.QUIET if self._lexer is None or mark == "\\" else Ink.TEXT
            code = ((safe(said), one) for said, one in self._code(number, ink))
            return ((f"{safe(mark)} ", Ink.QUIET), *code) if text else ()
        usual, ground, word = _MARKS[mark]
        runs: list[Run] = [(f"{mark} ", On(usual, ground))]
        spans = self._changed(number)
        for said, ink, is_changed in _merged(self._code(number, usual), spans):
            runs.append((safe(said), On(ink, word if is_changed else ground)))
        if (room := width - width_of(tuple(runs))) > 0:
            runs.append((" " * room, On(Ink.TEXT, ground)))
        return tuple(runs)

    def _code(self, number: int, usual: Ink) -> list[Piece]:
        """The pieces of a line, without its mark."""
        if self._lexer is None:
            return [(self.lines[number][1:], usual)]
        portion, place = divmod(number, _AT_ONCE)
        if portion not in self._pieces:
            start = portion * _AT_ONCE
            some = [text[1:] for text in self.lines[start : start + _AT_ONCE]]
            self._pieces[portion] = inked(some, self._lexer)
        return self._pieces[portion][place]

    def _changed(self, number: int) -> Sequence[Part]:
        """The parts of a line, changed or not."""
        own, other = self.lines[number], self.partners.get(number)
        if other is None:
            return [(own[1:], False)]
        if own[0] == "-":
            return words_changed(own[1:], self.lines[other][1:])[0]
        return words_changed(self.lines[other][1:], own[1:])[1]


def _partners(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines that were taken out, and those that were put in their place."""
    removed: list[int] = []
    added: list[int] = []
    for number, text in enumerate([*lines, " "]):
        mark = text[:1]
        if mark == "-" and not added:
            removed.append(number)
        elif mark == "+" and removed:
            added.append(number)
        else:
            for old, new in zip(removed, added, strict=False):
                yield from ((old, new), (new, old))
            removed, added = [number] if mark == "-" else [], []


def _merged(
    pieces: Sequence[Piece], parts: Sequence[Part]
) -> Iterator[tuple[str, Ink, bool]]:
    """Both ways to take one line apart as one."""
    rest = list(parts)[::-1]
    for text, ink in pieces:
        while text:
            if not rest:
                yield text, ink, False
                break
            part, is_changed = rest.pop()
            size = min(len(part), len(text))
            yield text[:size], ink, is_changed
            text = text[size:]
            if part[size:]:
                rest.append((part[size:], is_changed))


class _Body(Sequence[Line]):
    """Items one below the other, each one or more rows high."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._starts = [0, *accumulate(heights)]
        self._made: dict[int, list[Line]] = {}

    @abstractmethod
    def make(self, item: int) -> list[Line]:
        """The rows of an item: as many as its height said."""

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, row: int) -> Line: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Line]: ...
    def __getitem__(self, row: int | slice) -> Line | Sequence[Line]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        item = bisect_right(self._starts, row) - 1
        if item not in self._made:
            if len(self._made) > _MOST_KEPT:
                self._made.clear()
            self._made[item] = self.make(item)
        return self._made[item][row - self._starts[item]]


class Unified(_Body):
    """What went above what came in its place."""

    def __init__(self, text: HunkText, width: int) -> None:
        self._text, self._width = text, width
        super().__init__([text.height(n, width) for n in range(len(text.lines))])

    def make(self, item: int) -> list[Line]:
        return self._text.rows(item, self._width)


class SideBySide(_Body):
    """The file before at the left, the file after at the right."""

    def __init__(self, text: HunkText, width: int) -> None:
        self._text = text
        self._left = (width - 3) // 2
        self._right = width - 3 - self._left
        self._items = list(_abreast(text.lines))
        super().__init__([self._height(old, new) for old, new in self._items])

    def _height(self, old: int | None, new: int | None) -> int:
        left = 1 if old is None else self._text.height(old, self._left)
        right = 1 if new is None else self._text.height(new, self._right)
        return max(left, right)

    def make(self, item: int) -> list[Line]:
        old, new = self._items[item]
        left = [()] if old is None else self._text.rows(old, self._left)
        right = [()] if new is None else self._text.rows(new, self._right)
        return [
            (*_padded(one, self._left), _BETWEEN, *other)
            for one, other in zip_longest(left, right, fillvalue=())
        ]


def _abreast(lines: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which line stands at the left and which at the right, row by row."""
    removed: list[int] = []
    added: list[int] = []
    for number, text in enumerate([*lines, " "]):
        if text[:1] == "-" and not added:
            removed.append(number)
        elif text[:1] == "+":
            added.append(number)
        else:
            yield from zip_longest(removed, added)
            removed, added = [], []
            if text[:1] == "-":
                removed.append(number)
            elif number < len(lines):
                yield number, number


def _cells(text: str) -> int:
    if text.isascii() and "\t" not in text:
        return len(text)
    return cell_len(safe(text))


def _cut(one: Line, width: int) -> Line:
    """What of a line there is room for, with an ellipsis where that is not all."""
    used = 0
    for number, (text, ink) in enumerate(one):
        size = cell_len(text)
        if used + size > width:
            return (*one[:number], (fit(text, width - used), ink))
        used += size
    return one


def _padded(one: Line, width: int) -> Line:
    room = width - width_of(one)
    return (*one, (" " * room, Ink.TEXT)) if room > 0 else one


def _filled(lines: Sequence[Line], width: int) -> list[Line]:
    """Broken lines with their ground up to the end."""
    found = []
    for broken in lines:
        one = _without_spaces(broken, width)
        ink = one[-1][1] if one else Ink.TEXT
        ground = ink.ground if isinstance(ink, On) else Ink.TEXT
        ground = _WHOLE.get(ground, ground)
        room = width - width_of(one)
        fill: Line = ((" " * room, On(Ink.TEXT, ground)),) if room > 0 else ()
        found.append((*one, *fill))
    return found


def _without_spaces(one: Line, width: int) -> Line:
    """Without the spaces at the end that there is no room for."""
    over = width_of(one) - width
    if over <= 0:
        return one
    *runs, (text, ink) = one
    kept = text[: len(text) - over] if not text[-over:].strip(" ") else text.rstrip(" ")
    return _without_spaces((*runs, (kept, ink)) if kept else tuple(runs), width)


_WHOLE = {Ink.ADDED_WORD: Ink.ADDED_LINE, Ink.REMOVED_WORD: Ink.REMOVED_LINE}
"""The ground behind the last word of a line."""
