"""Text with looks: lines of runs, each in an ink, broken at a width.

An ink says what a piece of text means, and the style sheet how that looks. Nothing in
here reads markup: every piece of text is shown as the characters that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from coresearch.core.text import printable


class Ink(StrEnum):
    """What a piece of text means; the style sheet has a class for each."""

    TEXT = "text"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    QUIET = "quiet"
    ACCENT = "accent"
    CODE = "code"
    HEADING = "heading"
    ADDED = "added"
    REMOVED = "removed"
    ADDED_WORD = "added-word"
    REMOVED_WORD = "removed-word"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    GOOD = "good"
    COMMENT = "comment"
    STRING = "string"
    NUMBER = "number"
    KEYWORD = "keyword"
    NAME = "name"
    ADDED_LINE = "added-line"
    REMOVED_LINE = "removed-line"


class On(NamedTuple):
    """An ink on the ground of another."""

    ink: Ink
    ground: Ink


Run = tuple[str, Ink | On]
Line = tuple[Run, ...]

_TAB = "    "
_PIECES = re.compile(r"[^ ]+ *| +")


def line(*parts: str | Run) -> Line:
    """A line of runs; plain text is text. Foreign text is made safe to show."""
    runs = ((part, Ink.TEXT) if isinstance(part, str) else part for part in parts)
    return tuple((safe(text), ink) for text, ink in runs if text)


def safe(text: str) -> str:
    """`text` with control characters as symbols and tabs as spaces."""
    return printable(text).replace("\t", _TAB).replace("\n", "␊")


def plain(one: Line) -> str:
    """The characters of a line."""
    return "".join(text for text, _ in one)


def width_of(one: Line) -> int:
    """How many terminal cells a line takes."""
    return sum(cell_len(text) for text, _ in one)


def wrap(one: Line, width: int, first: Line = (), rest: Line = ()) -> list[Line]:
    """`one` broken between words, each part at most `width` cells wide.

    The first begins with `first`, the others with `rest`. A word that is too long for a
    line is broken anywhere.
    """
    room = max(width - max(width_of(first), width_of(rest)), 1)
    total = 0
    for text, _ in one:
        total += len(text) if text.isascii() else cell_len(text)
    if total <= room:
        return [(*first, *one)]
    lines: list[Line] = []
    runs: list[Run] = []
    used = 0
    for word in _words(one):
        bare = sum(cell_len(text) for text, _ in word)
        spaces = len(word[-1][0]) - len(word[-1][0].rstrip(" "))
        if used and used + bare - spaces > room:
            lines.append(tuple(runs))
            runs, used = [], 0
        if bare - spaces > room:
            for piece in _pieces(word, room):
                if used:
                    lines.append(tuple(runs))
                runs, used = list(piece), sum(cell_len(text) for text, _ in piece)
            continue
        for run in word:
            _add(runs, run)
        used += bare
    lines.append(tuple(runs))
    return [(*(rest if number else first), *part) for number, part in enumerate(lines)]


def chop(one: Line, width: int, rest: Line = ()) -> list[Line]:
    """`one` broken anywhere; all parts but the first begin with `rest`.

    A line of ASCII takes its cells over `width - width_of(rest)` parts, rounded up.
    """
    parts = list(_pieces(one, max(width - width_of(rest), 1)))
    return [(*rest, *part) if number else part for number, part in enumerate(parts)]


def _add(runs: list[Run], run: Run) -> None:
    """Put a run behind others; what is in the same ink becomes one."""
    if runs and runs[-1][1] == run[1]:
        runs[-1] = (runs[-1][0] + run[0], run[1])
    else:
        runs.append(run)


def _words(one: Line) -> Iterator[Line]:
    """The words of a line, each with the spaces behind it, whatever inks it is in."""
    word: list[Run] = []
    for text, ink in one:
        for match in _PIECES.finditer(text):
            if word and word[-1][0].endswith(" "):
                yield tuple(word)
                word = []
            word.append((match[0], ink))
    if word:
        yield tuple(word)


def _pieces(word: Line, room: int) -> Iterator[Line]:
    """A word that is too long, in pieces that fit."""
    piece: list[Run] = []
    used = 0
    for text, ink in word:
        start = 0
        if text.isascii():  # a cell for each character: nothing to be measured
            while used + len(text) - start > room:
                end = start + room - used
                yield (*piece, (text[start:end], ink))
                piece, used, start = [], 0, end
            piece.append((text[start:], ink))
            used += len(text) - start
            continue
        for position, character in enumerate(text):
            size = cell_len(character)
            if used + size > room:
                piece.append((text[start:position], ink))
                yield tuple(piece)
                piece, used, start = [], 0, position
            used += size
        piece.append((text[start:], ink))
    yield tuple(piece)


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells: cut with an ellipsis, or with spaces behind."""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(text, max(width - 1, 0)) + "…" if width > 0 else ""


def fit_end(text: str, width: int) -> str:
    """The same, but of a long text the end: a file's own name and its line."""
    while cell_len(text) > width and text:
        text = f"…{text[2:]}" if text.startswith("…") else f"…{text[1:]}"
    return text + " " * (width - cell_len(text))


def all_wrapped(lines: Iterable[Line], width: int, indent: Line = ()) -> list[Line]:
    """Several lines, each broken at `width` under the same indent."""
    return [part for one in lines for part in wrap(one, width, indent, indent)]
