"""SEARCH/REPLACE blocks: how they begin, divide and end.

::

    <<<<<<< SEARCH
    what stands there
    =======
    what shall stand there
    >>>>>>> REPLACE

The marks may have any length from three on. Where the text itself holds a line such as
`=======`, longer marks are chosen; then only lines of exactly that length count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.core.edits import Replacement

_OPENING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marks><{3,}|-{3,}) ?(?:SEARCH|ORIGINAL)\b>?[ \t]*"
    r"(?P<path>\S*)\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^[ \t]*(?P<marks>>{3,}|\+{3,}) ?(?P<word>(?:REPLACE|UPDATED)\b<?)?\s*$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"^[ \t]*(?P<marks>={3,})\s*$")
_USUAL = 7
_LINE_NUMBERS = re.compile(r"^:(?:start|end)_line:\s*\d+\s*$")


class Unreadable(Exception):
    """A piece of a reply is not what its form asks for; the message says why."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The first line of a block."""

    length: int
    closing: str
    """The sign of the last line: `>`, or `+` where the block begins with `-`."""
    indent: str = ""
    path: str = ""
    """A file named behind the mark."""

    def means(self, length: int) -> bool:
        """Whether marks of this length belong to the block.

        The usual length, or a shorter one, is easily miscounted; a longer one was
        chosen on purpose.
        """
        return length == self.length or self.length <= _USUAL


def opening_mark(line: str) -> Marks | None:
    """The mark with which `line` begins a block, if it does."""
    if not (found := _OPENING.match(line)):
        return None
    closing = ">" if found["marks"][0] == "<" else "+"
    return Marks(len(found["marks"]), closing, found["indent"], found["path"])


def closes(line: str, marks: Marks) -> bool:
    """Whether `line` ends the block that began with `marks`."""
    found = _CLOSING.match(line)
    if not found or found["marks"][0] != marks.closing:
        return False
    if found["word"]:
        return marks.means(len(found["marks"]))
    return len(found["marks"]) == marks.length


def refuse_stray_end(line: str) -> None:
    """A second last line: then which of the two ends the block cannot be told.

    Raises:
        Unreadable: `line` ends a block, and none is open.
    """
    found = _CLOSING.match(line)
    if found and found["word"]:
        raise Unreadable(
            "A line >>>>>>> REPLACE stands where no block is open. If it is of the "
            "text, the marks around the text must be longer."
        )


def reopens(line: str, marks: Marks) -> bool:
    """Whether `line` begins another block before this one has ended."""
    other = opening_mark(line)
    return (
        other is not None
        and other.closing == marks.closing
        and marks.means(other.length)
    )


def read_block(lines: Sequence[str]) -> Replacement:
    """The replacement that a whole block, with its first and last line, asks for.

    Raises:
        Unreadable: it is not closed, not divided, or divided more than once.
    """
    marks = opening_mark(lines[0])
    assert marks is not None
    if len(lines) < 2 or not closes(lines[-1], marks):
        raise Unreadable("A SEARCH/REPLACE block has no line >>>>>>> REPLACE.")
    inner = [_unindented(line, marks.indent) for line in lines[1:-1]]
    divider = _divider(inner, marks)
    search = _without_line_numbers(inner[:divider])
    return Replacement(_joined(search), _joined(inner[divider + 1 :]))


def _divider(inner: Sequence[str], marks: Marks) -> int:
    lengths = {
        number: len(found["marks"])
        for number, line in enumerate(inner)
        if (found := _DIVIDER.match(line))
    }
    exact = [number for number, length in lengths.items() if length == marks.length]
    likely = exact or [n for n, length in lengths.items() if marks.means(length)]
    if not likely:
        raise Unreadable(
            "A SEARCH/REPLACE block has no line ======= between the two texts."
        )
    if len(likely) > 1:
        raise Unreadable(
            f"A SEARCH/REPLACE block has {len(likely)} lines that could divide it; "
            "which one does is not guessed. Its marks must be longer than any such "
            "line in the text."
        )
    return likely[0]


def _without_line_numbers(search: Sequence[str]) -> Sequence[str]:
    """`search` without the line numbers that some formats put before it."""
    start = 0
    while start < len(search) and _LINE_NUMBERS.match(search[start]):
        start += 1
    if start and start < len(search) and search[start].strip("- ") == "":
        start += 1
    return search[start:]


def _unindented(line: str, indent: str) -> str:
    return line.removeprefix(indent)


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
