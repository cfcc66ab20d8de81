"""What pytest writes of a failed test in its long and its short form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.diagnosis.failures import Failure, Frame, Raised, Sort
from coresearch.diagnosis.tracebacks import said

_PLACE = re.compile(r"(\S+\.py):(\d+):(?: (.*))?$")
_TITLE = re.compile(r"_{3,} (?:ERROR (?:at \w+ of|collecting) )?(\S+) _{3,}$")
_MOST_BEFORE = 400
_MOST_SAID = 200


def is_error(line: str) -> bool:
    """Whether it is one of pytest's lines of an error."""
    return line.startswith("E   ")


def read_test(lines: Sequence[str], first: int) -> tuple[Failure, int]:
    """The failed test whose lines of error begin at `first`, and where they end."""
    end = first
    while end + 1 < len(lines) and lines[end + 1].startswith("E  "):
        end += 1
    words = [line[1:].strip() for line in lines[first : end + 1][:_MOST_SAID]]
    kind, message = said(words[0]) or ("AssertionError", words[0])
    frames, title, begin = _before(lines, first)
    after = _place(lines, end + 1)
    if after is not None:
        frames = [*frames, Frame(after[0], after[1], "", _asked(lines, first))]
        end = after[2]
    raised = Raised(
        kind, message, tuple(frames), tuple(words[1:]), begin + 1, end + 1, first + 1
    )
    return Failure(Sort.PYTHON, (raised,), where=title), end + 1


def _before(lines: Sequence[str], first: int) -> tuple[list[Frame], str, int]:
    frames: list[Frame] = []
    for index in range(first - 1, max(-1, first - _MOST_BEFORE), -1):
        line = lines[index]
        if title := _TITLE.match(line):
            frames.reverse()
            return frames, title[1], index
        if line.startswith("E   "):
            break
        if place := _PLACE.match(line):
            code = lines[index + 1].strip() if index + 1 < first else ""
            shown = "" if code.startswith("_ _") else code
            function = (place[3] or "").removeprefix("in ")
            frames.append(Frame(place[1], int(place[2]), function, shown))
    frames.reverse()
    return frames, "", first


def _place(lines: Sequence[str], start: int) -> tuple[str, int, int] | None:
    """`tests/test_a.py:12: KeyError`, which the long form puts below the error."""
    for index in range(start, min(len(lines), start + 3)):
        found = _PLACE.match(lines[index])
        if found and found[3] and " " not in found[3]:
            return found[1], int(found[2]), index
    return None


def _asked(lines: Sequence[str], first: int) -> str:
    """The line of the test that failed, marked with `>`."""
    for index in range(first - 1, max(-1, first - 12), -1):
        if lines[index].startswith(">"):
            return lines[index][1:].strip()
    return ""
