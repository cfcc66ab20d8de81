"""Prose that comes in pieces, wrapped to the terminal as it comes."""

from __future__ import annotations

import re

from coresearch.core.text import cells

_KEPT = re.compile(r" {4}|\t|\||```|~~~")
"""How a line begins that means something by where it breaks."""

_PARTS = re.compile(r"\n| +|[^ \n]+")


class Wrapping:
    """Turns pieces of text into pieces with line feeds at the width of a line.

    A word is given only when it is whole, since it may have to go to the next line.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._column = 0
        self._word = ""
        """The beginning of a word, or of the spaces between two."""
        self._is_kept = False
        self._in_fence = False

    def feed(self, text: str) -> str:
        """What can be written now that `text` has come."""
        parts = _PARTS.findall(self._word + text)
        self._word = "" if not parts or parts[-1] == "\n" else parts.pop()
        return "".join(map(self._placed, parts))

    def rest(self) -> str:
        """What was held back."""
        word, self._word = self._word, ""
        return self._placed(word) if word else ""

    def _placed(self, part: str) -> str:
        if part == "\n":
            self._column = 0
            return part
        if self._column == 0:
            self._begin_line(part)
        size = cells(part)
        if not self._is_kept and self._column + size > self._width and self._column:
            if part.isspace():
                return ""
            self._column = size
            return f"\n{part}"
        self._column += size
        return part

    def _begin_line(self, part: str) -> None:
        is_fence = part.startswith(("```", "~~~"))
        self._is_kept = self._in_fence or _KEPT.match(part) is not None
        self._in_fence ^= is_fence
