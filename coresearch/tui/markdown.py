"""Markdown as lines in ink, and a reply taken apart while it is still being written.

What has been read whole is rendered once. Only what comes after it, the tail, is
rendered again when more comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coresearch.tui.ink import Ink, Line, Run, fit, line, safe, width_of, wrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_LONGEST_TAIL = 4_000
"""Characters of a paragraph that is rendered anew with each piece."""
_CODE_INDENT = ((("  "), Ink.TEXT),)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a reply that will not change any more."""

    text: str
    is_code: bool = False
    """Whether it is lines of a code block."""
    is_end: bool = False
    """Whether the code block ends with it."""


class Splitter:
    """Takes a reply as it comes, and gives the parts of it that are whole."""

    def __init__(self) -> None:
        self._text = ""
        self._fence = ""
        """What ends the code block that is open; empty outside of one."""

    def feed(self, text: str) -> list[Part]:
        """The parts that are whole now that `text` has come."""
        self._text += text
        return list(self._parts())

    def finish(self) -> list[Part]:
        """What was left, at the end of the reply."""
        rest, self._text = self._text, ""
        is_code, self._fence = bool(self._fence), ""
        if not rest.strip() and not is_code:
            return []
        return [Part(rest.rstrip("\n"), is_code, is_end=is_code)]

    @property
    def tail(self) -> Part:
        """What is still being written."""
        return Part(self._text, bool(self._fence))

    def _parts(self) -> Iterator[Part]:
        while True:
            part = self._code() if self._fence else self._prose()
            if part is None:
                return
            if part.is_code or part.text.strip("\n"):
                yield part

    def _code(self) -> Part | None:
        """The whole lines of an open code block, and its end if it has come."""
        cut = self._text.rfind("\n") + 1
        if not cut:
            return None
        lines = self._text[:cut].split("\n")[:-1]
        for number, text in enumerate(lines):
            bare = text.strip()
            if bare.startswith(self._fence) and not bare.strip(self._fence[0]):
                used = sum(len(one) + 1 for one in lines[: number + 1])
                self._text = self._text[used:]
                self._fence = ""
                return Part("\n".join(lines[:number]), is_code=True, is_end=True)
        self._text = self._text[cut:]
        return Part("\n".join(lines), is_code=True)

    def _prose(self) -> Part | None:
        """Up to the next empty line, or to where a code block begins."""
        position = 0
        while (end := self._text.find("\n", position)) >= 0:
            text = self._text[position:end]
            if match := _FENCE.match(text):
                before, self._text = self._text[:position], self._text[end + 1 :]
                self._fence = match[1]
                return Part(before)
            if not text.strip():
                before, self._text = self._text[:position], self._text[end + 1 :]
                return Part(before)
            position = end + 1
        if len(self._text) > _LONGEST_TAIL:
            cut = max(self._text.rfind(" ", 0, _LONGEST_TAIL), 1)
            before, self._text = self._text[:cut], self._text[cut:]
            return Part(before)
        return None


def rendered(part: Part, width: int) -> list[Line]:
    """A part as lines, with an empty line behind."""
    if part.is_code:
        if not part.is_end:
            return code_lines(part.text, width)
        return [*(code_lines(part.text, width) if part.text else ()), ()]
    return [*prose(part.text, width), ()]


def code_lines(text: str, width: int) -> list[Line]:
    """Code as it is; what is too long for a line goes on in the next."""
    found: list[Line] = []
    for one in text.split("\n"):
        found += wrap(((safe(one), Ink.CODE),), width, _CODE_INDENT, _CODE_INDENT)
    return found


# -- prose --------------------------------------------------------------------------

_parsers: list[MarkdownIt] = []


def load_parser() -> None:
    """Make the parser, in a thread, before the first piece comes."""
    _parser()


def _parser() -> MarkdownIt:
    """Made once, when there is something to read: it costs a tenth of a second."""
    if not _parsers:
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        _parsers.append(parser)
    return _parsers[0]


def prose(text: str, width: int) -> list[Line]:
    """Markdown as lines of at most `width` cells."""
    tokens = _parser().parse(text)
    return list(_Renderer(width).all(tokens))


_INLINE = {"strong_open": Ink.STRONG, "em_open": Ink.EMPHASIS, "link_open": Ink.ACCENT}


class _Renderer:
    """Goes through the tokens of a piece of Markdown."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._indent: list[Run] = []
        self._mark: str = ""
        """What stands before the next line: a bullet or a number."""
        self._numbers: list[int | None] = []
        self._heading = False
        self._table: list[list[Line]] = []

    def all(self, tokens: list[Token]) -> Iterator[Line]:
        """The lines of all tokens, with one empty line between blocks."""
        was_block = False
        for token in tokens:
            begins = token.nesting >= 0 and token.level == 0 and token.type != "inline"
            if begins and was_block:
                yield ()
            if token.level == 0 and token.nesting <= 0 and token.type != "inline":
                was_block = True
            yield from self._one(token)

    def _one(self, token: Token) -> Iterator[Line]:
        match token.type:
            case "heading_open":
                self._heading = True
            case "heading_close":
                self._heading = False
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._begin_item()
            case "list_item_close":
                self._indent.pop()
            case "blockquote_open":
                self._indent.append(("│ ", Ink.QUIET))
            case "blockquote_close":
                self._indent.pop()
            case "fence" | "code_block":
                for one in code_lines(token.content.rstrip("\n"), self._room):
                    yield (*self._indent, *one)
            case "hr":
                yield line(("─" * min(self._width, 40), Ink.QUIET))
            case "tr_open":
                self._table.append([])
            case "table_close":
                yield from self._rows()
                self._table = []
            case "inline" if self._table:
                self._table[-1].append(_joined(self._inline(token)))
            case "inline":
                yield from self._paragraph(token)

    @property
    def _room(self) -> int:
        return max(self._width - width_of(tuple(self._indent)), 8)

    def _begin_item(self) -> None:
        number = self._numbers[-1]
        if number is None:
            self._mark = "• "
        else:
            self._mark = f"{number}. "
            self._numbers[-1] = number + 1
        self._indent.append((" " * len(self._mark), Ink.TEXT))

    def _paragraph(self, token: Token) -> Iterator[Line]:
        rest = tuple(self._indent)
        first = rest
        if self._mark:
            first = (*rest[:-1], (self._mark, Ink.ACCENT))
            self._mark = ""
        for one in self._inline(token):
            yield from wrap(one, self._width, first, rest)
            first = rest

    def _inline(self, token: Token) -> list[Line]:
        """The lines of a paragraph, where it breaks them itself."""
        lines: list[list[Run]] = [[]]
        inks = [Ink.HEADING if self._heading else Ink.TEXT]
        for child in token.children or ():
            match child.type:
                case "text" | "html_inline":
                    lines[-1].append((safe(child.content), inks[-1]))
                case "code_inline":
                    lines[-1].append((safe(child.content), Ink.CODE))
                case "softbreak":
                    lines[-1].append((" ", inks[-1]))
                case "hardbreak":
                    lines.append([])
                case "image":
                    lines[-1].append((safe(f"[{child.content}]"), Ink.QUIET))
                case kind if kind in _INLINE:
                    inks.append(Ink.HEADING if self._heading else _INLINE[kind])
                    if kind == "link_open":
                        address = str(child.attrGet("href") or "")
                        lines[-1].append(("", Ink.TEXT))
                        self._address = address
                case "link_close":
                    inks.pop()
                    lines[-1].append((safe(f" ({self._address})"), Ink.QUIET))
                case "strong_close" | "em_close":
                    inks.pop()
        return [tuple(run for run in runs if run[0]) for runs in lines]

    _address = ""

    def _rows(self) -> Iterator[Line]:
        """A table: columns as wide as what is in them, as far as there is room."""
        count = max(map(len, self._table), default=0)
        if not count:
            return
        widths = [
            max((width_of(row[n]) for row in self._table if n < len(row)), default=0)
            for n in range(count)
        ]
        room = max(self._room - 3 * (count - 1), count)
        while sum(widths) > room:
            widths[widths.index(max(widths))] -= 1
        for number, row in enumerate(self._table):
            cells: list[Run] = []
            for n, width in enumerate(widths):
                said = "".join(text for text, _ in row[n]) if n < len(row) else ""
                ink = Ink.STRONG if number == 0 else Ink.TEXT
                cells += [(" │ ", Ink.QUIET)] if n else []
                cells.append((fit(said, max(width, 1)), ink))
            yield (*self._indent, *cells)
            if number == 0:
                bar = "─┼─".join("─" * max(width, 1) for width in widths)
                yield (*self._indent, (bar, Ink.QUIET))


def _joined(lines: list[Line]) -> Line:
    return tuple(run for one in lines for run in one)
