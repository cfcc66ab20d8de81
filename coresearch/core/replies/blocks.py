"""The lines of a reply as pieces: text, fences, and the edit formats models know.

Line by line and without looking back, so that a piece is known as soon as its last line
is there. Within SEARCH/REPLACE marks nothing else means anything: the text to replace
may hold fences, and diffs, and headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from coresearch.core.replies.marks import Marks, closes, opening_mark, reopens


class Form(StrEnum):
    """What a piece is."""

    TEXT = "text"
    FENCE = "fence"
    MARKED = "SEARCH/REPLACE block"
    DIFF = "diff"
    PATCH = "patch"


@dataclass(slots=True)
class Piece:
    """Consecutive lines, without their line ends."""

    form: Form
    lines: list[str] = field(default_factory=list)
    """Of a fence, what is in it; of everything else, all lines."""
    info: str = ""
    """What stands behind the opening marks of a fence."""
    before: tuple[str, ...] = ()
    """The last lines before it that were not blank, the nearest last: at most two."""
    closed: bool = True
    written: list[str] = field(default_factory=list)
    """All lines as they were written, for showing."""


_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_DIFF_LINE = re.compile(
    r"[ +\-\\]|@@|diff --git |index [0-9a-f]|(?:new|deleted) file mode "
    r"|(?:old|new) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) "
    r"|Binary files "
)
_COUNTS = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_UNTOLD = 1_000_000
BEGIN_PATCH, END_PATCH = "*** Begin Patch", "*** End Patch"
DIFF_FENCES = ("diff", "patch", "udiff")


class Scanner:
    """Gathers lines into pieces; a line of text is a piece of its own."""

    def __init__(self) -> None:
        self._piece: Piece | None = None
        self._marks: Marks | None = None
        """Those of the SEARCH/REPLACE block that is open."""
        self._fences: list[str] = []
        """The marks of the fences that are open, the innermost last."""
        self._indent = 0
        self._before: list[str] = []
        self._expected = 0
        """How many lines the hunk of a diff still has, as far as it says."""
        self._held: str | None = None
        """A line that begins a diff if the next one says so."""

    @property
    def is_in_text(self) -> bool:
        """Whether no piece is open."""
        return self._piece is None and self._held is None

    def feed(self, line: str) -> Iterator[Piece]:
        """The pieces that are whole now that `line` is there."""
        held, self._held = self._held, None
        if held is not None and line.startswith("+++ "):
            self._begin(Piece(Form.DIFF, [held], written=[held]))
        elif held is not None:
            yield self._text(held)
        match self._piece:
            case None:
                yield from self._open(line)
            case Piece(form=Form.FENCE) as piece:
                yield from self._in_fence(piece, line)
            case Piece(form=Form.DIFF) as piece:
                yield from self._in_diff(piece, line)
            case piece:
                yield from self._in_marks_or_patch(piece, line)

    def finish(self) -> Iterator[Piece]:
        """What is left; a piece that is not closed says so."""
        if self._held is not None:
            yield self._text(self._held)
            self._held = None
        if self._piece is not None:
            yield self._ended(closed=self._piece.form is Form.DIFF)

    def _open(self, line: str) -> Iterator[Piece]:
        if marks := opening_mark(line):
            self._marks = marks
            self._begin(Piece(Form.MARKED, [line], written=[line]))
        elif fence := _FENCE.match(line):
            self._fences, self._indent = [fence["marks"]], len(fence["indent"])
            self._begin(Piece(Form.FENCE, info=fence["info"].strip(), written=[line]))
        elif line.strip() == BEGIN_PATCH:
            self._begin(Piece(Form.PATCH, [line], written=[line]))
        elif line.startswith("diff --git "):
            self._begin(Piece(Form.DIFF, [line], written=[line]))
        elif line.startswith("--- ") and line.strip("- "):
            self._held = line
        else:
            yield self._text(line)

    def _begin(self, piece: Piece) -> None:
        self._expected = 0
        piece.before = tuple(self._before)
        self._piece = piece

    def _text(self, line: str) -> Piece:
        if line.strip():
            self._before = [*self._before[-1:], line]
        return Piece(Form.TEXT, [line], written=[line])

    def _ended(self, *, closed: bool = True) -> Piece:
        piece = self._piece
        assert piece is not None
        piece.closed = closed
        self._piece = self._marks = None
        self._before = []
        return piece

    # -- in a piece -----------------------------------------------------------------

    def _in_marks_or_patch(self, piece: Piece, line: str) -> Iterator[Piece]:
        if self._marks is not None and reopens(line, self._marks):
            yield self._ended(closed=False)
            yield from self._open(line)
            return
        piece.lines.append(line)
        piece.written.append(line)
        if self._marks is not None:
            ends = closes(line, self._marks)
        else:
            ends = line.strip() == END_PATCH
        if ends:
            yield self._ended()

    def _in_diff(self, piece: Piece, line: str) -> Iterator[Piece]:
        if counts := _COUNTS.match(line):
            self._expected = max(int(count or 1) for count in counts.groups())
        elif line.startswith("@@"):
            self._expected = _UNTOLD
        else:
            self._expected -= 1
        if _DIFF_LINE.match(line) or (not line.strip() and self._expected >= 0):
            piece.lines.append(line)
            piece.written.append(line)
        else:
            yield self._ended()
            yield from self._open(line)

    def _in_fence(self, piece: Piece, line: str) -> Iterator[Piece]:
        piece.written.append(line)
        if self._marks is not None:
            if closes(line, self._marks):
                self._marks = None
        elif marks := opening_mark(line):
            self._marks = marks
        elif fence := _FENCE.match(line):
            self._nest(piece, fence)
            if not self._fences:
                yield self._ended()
                return
        piece.lines.append(line.removeprefix(" " * self._indent))

    def _nest(self, piece: Piece, fence: re.Match[str]) -> None:
        """Marks with something behind them open a fence; without, they close one."""
        marks, innermost = fence["marks"], self._fences[-1]
        if marks[0] != innermost[0] or len(marks) < len(innermost):
            return
        deeper = len(fence["indent"]) - self._indent
        if deeper > (0 if _holds_diff(piece) else 3):
            return  # a line of what is in the fence
        if not fence["info"].strip():
            self._fences.pop()
        elif not _holds_diff(piece):
            self._fences.append(marks)


def _holds_diff(piece: Piece) -> bool:
    """Whether every line in the fence has a sign of its own before it."""
    return piece.info.split(" ")[0].lower() in DIFF_FENCES or bool(
        piece.lines
        and piece.lines[0].startswith(("--- ", "diff --git ", "@@ ", BEGIN_PATCH))
    )
