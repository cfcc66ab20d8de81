"""Blocks of lines in a markup whose structure shows line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coresearch.critic.outline import Kind, Outline
from coresearch.critic.phrases import Pattern

ITEM = Pattern(r"(\s*)(?:([-*+•])|(?:\(?(?:\d{1,9}|#|[A-Za-z])[.)]))\s+\S")

Heading = Callable[[Sequence[str], int], Outline | None]


class Blocks:
    """Collects blocks from the top down; the markup says what is special."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        self.lines = lines
        self.at = first
        self.found: list[Outline] = []
        self._group = -1
        self._indents: list[int] = []

    @property
    def line(self) -> str:
        """The line that is looked at."""
        return self.lines[self.at]

    @property
    def is_open(self) -> bool:
        """Whether there are lines left."""
        return self.at < len(self.lines)

    def skip(self) -> None:
        """Leave a line out."""
        self.at += 1

    def add(self, kind: Kind, end: int) -> None:
        """A block from the line that is looked at to `end`."""
        self.found.append(Outline(kind, self.at, end))
        self.at = max(end, self.at + 1)

    def heading(self, block: Outline) -> None:
        """A heading, after which lists begin anew."""
        self.found.append(block)
        self._indents.clear()
        self.at = block.end

    def end_of(self, holds: Callable[[str], bool]) -> int:
        """The first line from here on that does not hold."""
        end = self.at
        while end < len(self.lines) and holds(self.lines[end]):
            end += 1
        return end

    def paragraph(self, is_other: Callable[[int], bool]) -> None:
        """A paragraph or list item, up to an empty line or what `is_other`."""
        item = ITEM.match(self.line)
        indent = len(self.line) - len(self.line.lstrip())
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].strip():
            if ITEM.match(self.lines[end]) or is_other(end):
                break
            end += 1
        if item:
            self._item(item[2] is None, indent, end)
        else:
            if not indent:
                self._indents.clear()
            kind = Kind.ITEM if self._indents else Kind.PARAGRAPH
            depth = len(self._indents)
            group = self._group if depth else -1
            self.found.append(Outline(kind, self.at, end, depth=depth, group=group))
        self.at = end

    def _item(self, ordered: bool, indent: int, end: int) -> None:
        if not self._indents:
            self._group += 1
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        self.found.append(
            Outline(
                Kind.ITEM,
                self.at,
                end,
                depth=len(self._indents),
                group=self._group,
                ordered=ordered,
            )
        )
