"""From the text of a file to a `Document`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coresearch.critic.document import Document, Section, Sentence, Table
from coresearch.critic.formats.markup import MARKDOWN, Markup
from coresearch.critic.masks import GLUE, code_spans, readable
from coresearch.critic.outline import HeadingStyle, Kind, Outline
from coresearch.critic.phrases import Pattern
from coresearch.critic.sentences import sentence_spans

MOST_CHARACTERS = 500_000
"""More than this is not read: no plan is that long, and the time must be bounded."""


def read_document(source: str, markup: Markup = MARKDOWN) -> Document:
    """The document that `source` writes down in `markup`."""
    return _Reader(source, markup).read()


_MARKER = Pattern(r"\s*(?:(?:>|[-*+]|\d{1,9}[.)])\s+)*(?:\[[ xX]\]\s+)?")


_QUOTE_MARK = Pattern(r"\s*(?:>\s?)*")


_CELL = Pattern(r"(?<!\\)\|")


_UNEVEN = Pattern(r"[^\S ]|  ")
_WORD = Pattern(r"\S+")


_READ = Pattern(rf"[^{GLUE}]+")


_KEY = Pattern(r"[\w-]+:(?:\s|$)")


_RULER = Pattern(r"[\s|:-]+$")
_RULE_ROW = Pattern(r"\s*(?:[+=][-=+\s]*|\|-[-+]*\+[-+]*\|?)\s*$")
"""A rule between rows, as reStructuredText and Org have it."""


_KEY_AND_VALUE = 2
"""Columns of a table whose rows are read as sentences: "split: by patient"."""


class _Piece(NamedTuple):
    """A part of a line that is to be read."""

    offset: int
    """Where it begins in the file."""
    number: int
    """Of its line, from 0."""
    stop: int | None = None
    """Where it ends in its line; None for the line's end."""
    after: str = ""
    """A mark that is put before it, in place of the file's one."""


def _cells(line: str) -> tuple[str, ...]:
    """What stands in the cells of a table's row."""
    start = len(line) - len(line.lstrip(" \t>"))
    start += line[start : start + 1] == "|"
    cells = []
    bounds = [match.start() for match in _CELL.finditer(line, start)]
    for end in [*bounds, len(line)]:
        cells.append(line[start:end].strip().strip("*_` "))
        start = end + 1
    if bounds and not cells[-1]:
        cells.pop()
    return tuple(cells)


class _Reader:
    """Collects the pieces of a document, block by block."""

    def __init__(self, source: str, markup: Markup) -> None:
        self.source = source
        self.markup = markup
        read = source[:MOST_CHARACTERS]
        self.lines = markup.masked(read.replace("\r", " ")).split("\n")
        starts = [0]
        for raw in read.split("\n"):
            starts.append(starts[-1] + len(raw) + 1)
        self.line_starts = starts[:-1]
        self.parts: list[str] = []
        self.size = 0
        self.words: list[int] = []
        self.origins: list[int] = []
        self.sentences: list[Sentence] = []
        self.tables: list[Table] = []
        self.code: list[tuple[int, int]] = []
        self.section = 0
        self.pairs = False
        """Whether the rows of the table that is read are each a key and a value."""

    def read(self) -> Document:
        meta = self._front_matter()
        blocks = [*([Outline(Kind.META, 0, meta)] if meta else [])]
        blocks += self.markup.outlines(self.lines, meta)
        headings = [block for block in blocks if block.kind is Kind.HEADING]
        for index, block in enumerate(blocks):
            if block.kind is Kind.HEADING:
                self.section += 1
            self._read_block(index, block)
        text = "".join(self.parts)
        unread = len(self.source) > MOST_CHARACTERS
        return Document(
            source=self.source,
            line_starts=tuple(self._all_line_starts()),
            text=text,
            low=_lower(text),
            sentences=tuple(self.sentences),
            sections=tuple(self._sections(headings)),
            blocks=tuple(blocks),
            tables=tuple(self.tables),
            code=tuple(self.code),
            unread_from=len(self.lines) - 1 if unread else None,
            _words=tuple(self.words),
            _origins=tuple(self.origins),
            _starts=tuple(sentence.start for sentence in self.sentences),
        )

    def _all_line_starts(self) -> list[int]:
        if len(self.source) <= MOST_CHARACTERS:
            return self.line_starts
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def _front_matter(self) -> int:
        if self.lines[0].rstrip() != "---" or not _KEY.match("".join(self.lines[1:2])):
            return 0
        for number, line in enumerate(self.lines[1:200], start=1):
            if line.rstrip() in ("---", "..."):
                return number + 1
        return 0

    def _sections(self, headings: list[Outline]) -> Iterator[Section]:
        first = headings[0].line if headings else len(self.lines)
        yield Section("", 0, None, 0, first)
        ends = [heading.line for heading in headings[1:]] + [len(self.lines)]
        for heading, end in zip(headings, ends, strict=False):
            title = _title(self.lines[heading.line])
            yield Section(title, heading.level, heading.style, heading.line, end)

    def _read_block(self, index: int, block: Outline) -> None:
        if block.kind is Kind.TABLE:
            self._read_table(index, block)
        elif block.kind in (Kind.CODE, Kind.META):
            for number in range(block.line, block.end):
                piece = _Piece(self.line_starts[number], number)
                self._add(index, block.kind, [piece], raw=True)
        else:
            self._read_paragraph(index, block)

    def _read_paragraph(self, index: int, block: Outline) -> None:
        pieces = []
        underline = block.style in (HeadingStyle.SETEXT, HeadingStyle.UNDERLINED)
        for number in range(block.line, block.end - underline):
            line = self.lines[number]
            if number == block.line:
                skipped = _first_prefix(line, block)
            else:
                found = _QUOTE_MARK.match(line)
                skipped = found.end() if found else 0
            pieces.append(_Piece(self.line_starts[number] + skipped, number))
        self._add(index, block.kind, pieces)

    def _read_table(self, index: int, block: Outline) -> None:
        rows: list[tuple[str, ...]] = []
        self.pairs = len(_cells(self.lines[block.line])) == _KEY_AND_VALUE
        for number in range(block.line, block.end):
            line = self.lines[number]
            if number == block.line + 1 and _RULER.match(line):
                continue
            if _RULE_ROW.match(line):
                continue
            rows.append(self._read_row(index, number, len(rows)))
        if rows:
            self.tables.append(Table(index, block.line, tuple(rows)))

    def _read_row(self, index: int, number: int, row: int) -> tuple[str, ...]:
        line = self.lines[number]
        start = len(line) - len(line.lstrip(" \t>"))
        start += line[start : start + 1] == "|"
        cells = _cells(line)
        begin = self.line_starts[number]
        bounds = [match.start() for match in _CELL.finditer(line, start)]
        starts = [start, *(bound + 1 for bound in bounds)]
        stops = [*bounds, len(line)]
        if self.pairs and row and len(cells) == _KEY_AND_VALUE and all(cells):
            pieces = [
                _Piece(begin + starts[0], number, stops[0]),
                _Piece(begin + starts[1], number, stops[1], after=":"),
            ]
            self._add(index, Kind.TABLE, pieces, row=row)
            return cells
        for start, end in zip(starts, stops, strict=True):
            piece = _Piece(begin + start, number, end)
            self._add(index, Kind.TABLE, [piece], row=row)
        return cells

    def _add(
        self,
        index: int,
        kind: Kind,
        pieces: list[_Piece],
        *,
        raw: bool = False,
        row: int = -1,
    ) -> None:
        """Add the words of `pieces`."""
        begin = self.size
        words: list[str] = []
        for offset, number, stop, after in pieces:
            first = offset - self.line_starts[number]
            line = self.lines[number][:stop]
            if after:
                self._place(after, offset - 1, words, spaced=False)
            spans = [] if raw else code_spans(line)
            masked = line if raw else readable(line)
            placed = self._add_words(masked, first, offset - first, words)
            for start, end in spans:
                self.code += [
                    (place + max(0, start - at), place + min(size, end - at))
                    for place, at, size in placed
                    if at < end and at + size > start
                ]
        self._add_sentences("".join(words), begin, index, kind, row)

    def _add_words(
        self, line: str, first: int, line_start: int, words: list[str]
    ) -> list[tuple[int, int, int]]:
        placed: list[tuple[int, int, int]] = []
        plain = line[first:].strip(" ")
        if plain and GLUE not in line and not _UNEVEN.search(plain):
            begin = line.index(plain, first)
            self._place(plain, line_start + begin, words, spaced=True)
            return [(self.size - len(plain), begin, len(plain))]
        for match in _WORD.finditer(line, first):
            word, begin = match[0], match.start()
            pieces = _pieces(word) if GLUE in word else ((0, word),)
            for index, (offset, piece) in enumerate(pieces):
                origin = line_start + begin + offset
                self._place(piece, origin, words, spaced=not index)
                place = self.size - len(piece)
                placed.append((place, begin + offset, len(piece)))
        return placed

    def _place(
        self, piece: str, origin: int, words: list[str], *, spaced: bool
    ) -> None:
        """Add `piece` of the file, after a space if it begins a word."""
        if words and spaced:
            words.append(" ")
            self.size += 1
        self.words.append(self.size)
        self.origins.append(origin)
        words.append(piece)
        self.size += len(piece)

    def _add_sentences(
        self, text: str, begin: int, index: int, kind: Kind, row: int
    ) -> None:
        if not text:
            return
        whole = kind in (Kind.CODE, Kind.META, Kind.HEADING)
        spans = [(0, len(text))] if whole else sentence_spans(text)
        at = 0
        for start, end in spans:
            if start > at:  # the space between two sentences
                self.parts.append("\n")
            self.parts.append(text[start:end])
            place = Sentence(begin + start, begin + end, kind, self.section, index, row)
            self.sentences.append(place)
            at = end
        self.parts.append(text[at:] + "\n")
        self.size += 1


def _pieces(word: str) -> tuple[tuple[int, str], ...]:
    """The parts of `word` between characters that are not read, and their offsets."""
    return tuple((match.start(), match[0]) for match in _READ.finditer(word))


def _first_prefix(line: str, block: Outline) -> int:
    if block.kind is Kind.HEADING:
        found = re.match(r"\s{0,3}(?:(?:#{1,6}|\*+)\s+)?", line)
    elif block.depth:
        found = _MARKER.match(line)
    else:
        found = _QUOTE_MARK.match(line)
    return found.end() if found else 0


def _title(line: str) -> str:
    text = re.sub(r"^\s{0,3}(?:#{1,6}\s*|\*+\s+)|\s#+\s*$", "", line)
    text = readable(text).replace(GLUE, "").replace("`", "")
    return " ".join(text.split()).rstrip(":")


def _lower(text: str) -> str:
    """`text` in lower case, of the same length (İ would become two characters)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
