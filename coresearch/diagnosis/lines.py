"""A log as lines without what only a terminal needs, and what stands before each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ESCAPE = re.compile(
    r"\x1b(?:\[[0-9;:?]{0,40}[A-Za-z]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[()][0-9A-B])"
)
_SHAPE = re.compile(r"\d+")
_MOST_BETWEEN = 60
"""Lines of other processes between two lines of one."""


def clean(text: str) -> list[str]:
    """The lines of `text` as a terminal shows them at last, without colours."""
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    lines = text.split("\n")
    if "\r" in text:
        lines = [_left(line) if "\r" in line else line for line in lines]
    if lines and not lines[-1]:
        lines.pop()
    return lines


def _left(line: str) -> str:
    """What a line is after its last carriage return."""
    line = line.rstrip("\r")
    return line[line.rfind("\r") + 1 :]


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands before each line of one process, as `[rank0]: ` or a time."""

    text: str = ""
    by_shape: bool = False
    """Whether other digits are the same margin, as in times."""

    def strip(self, line: str) -> str | None:
        """The line without its margin; None if it is not of this process."""
        if not self.text or line.startswith(self.text):
            return line[len(self.text) :]
        if line == self.text.rstrip():
            return ""
        if self.by_shape:
            start = line[: len(self.text)]
            if _SHAPE.sub("0", start) == _SHAPE.sub("0", self.text):
                return line[len(self.text) :]
        return None

    def follow(self, lines: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
        """The lines of this process from index `start` on."""
        missed = 0
        for index in range(start, len(lines)):
            line = self.strip(lines[index])
            if line is not None:
                missed = 0
                yield index, line
                continue
            missed += 1
            if missed > _MOST_BETWEEN:
                return


def margin_of(prefix: str, lines: Sequence[str], index: int) -> Margin:
    """The margin of the lines after `index`, whose line begins with `prefix`.

    What stands before a header may be that of every line, or of that line alone.
    """
    if not prefix:
        return Margin()
    by_shape = sum(map(str.isdigit, prefix)) >= 6
    for margin in (Margin(prefix), Margin(prefix, by_shape)):
        for line in lines[index + 1 : index + 12]:
            rest = margin.strip(line)
            if rest is not None and rest.startswith('  File "'):
                return margin
    return Margin()
