"""A plan's Markdown as sections and sentences that know where they stand in the file.

All text is kept as one string, `Document.text`: white space is single spaces, each
sentence (or table cell, heading, line of code) is on a line of its own, and marks of
emphasis are gone. Rules search in `Document.low`, the same in lower case, and every
place in it can be traced to its place in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from coresearch.critic.outline import HeadingStyle, Kind, Outline

_EMPHASIS = "*_~"
_PROSE = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, table cell or line of code; a place in `Document.text`."""

    start: int
    end: int
    kind: Kind
    section: int
    block: int
    row: int = -1
    """The row of a table cell, from 0 (the header)."""

    @property
    def is_prose(self) -> bool:
        """Whether it is the plan's own running text, a list item or a table cell."""
        return self.kind in _PROSE


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands beneath it. Lines count from 0, `end` is the next."""

    title: str
    level: int
    style: HeadingStyle | None
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its cells as text, row by row, the header first."""

    block: int
    line: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """See the module."""

    source: str
    line_starts: tuple[int, ...]
    text: str
    low: str
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Outline, ...]
    tables: tuple[Table, ...]
    code: tuple[tuple[int, int], ...]
    """Spans of inline code in `text`."""
    unread_from: int | None
    """The line from which on the file was too long to be read."""
    _words: tuple[int, ...] = field(repr=False)
    _origins: tuple[int, ...] = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds `place` of `text`."""
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]

    def origin(self, place: int) -> int:
        """Where in the file the character at `place` of `text` stands."""
        index = max(0, bisect_right(self._words, place) - 1)
        return self._origins[index] + place - self._words[index]

    def line_of(self, place: int) -> int:
        """The line (from 0) of the file in which `place` of `text` stands."""
        return bisect_right(self.line_starts, self.origin(place)) - 1

    def source_of(self, start: int, end: int) -> str:
        """The file's own text from `start` to `end` of `text`, with plain line ends."""
        first, last = self.origin(start), self.origin(max(start, end - 1)) + 1
        return self.source[first:last].replace("\r\n", "\n")

    def marked_source_of(self, start: int, end: int) -> str:
        """The same with the marks of emphasis that open and close around it."""
        first, last = self.origin(start), self.origin(max(start, end - 1)) + 1
        while first > 0 and self.source[first - 1] in _EMPHASIS:
            first -= 1
        while last < len(self.source) and self.source[last] in _EMPHASIS:
            last += 1
        return self.source[first:last].replace("\r\n", "\n")

    def line_text(self, line: int) -> str:
        """Line `line` (from 0) of the file without its line end."""
        return self.raw_line(line).rstrip("\n").removesuffix("\r")

    def raw_line(self, line: int) -> str:
        """Line `line` (from 0) of the file with its line end."""
        ends = (*self.line_starts[line + 1 : line + 2], len(self.source))
        return self.source[self.line_starts[line] : ends[0]]

    @property
    def line_end(self) -> str:
        """How lines end in this file."""
        return "\r\n" if "\r\n" in self.source[:100_000] else "\n"
