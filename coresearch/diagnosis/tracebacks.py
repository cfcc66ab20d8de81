"""Python's own tracebacks, wherever they stand in a log and wherever they are cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.diagnosis.failures import Frame, Raised
from coresearch.diagnosis.lines import Margin, margin_of

HEADER = "Traceback (most recent call last)"
_FRAME = re.compile(r'\s*File "([^"]+)", line (\d+)(?:, in (.*))?$')
_RAISED = re.compile(r"((?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*))(?:: ?(.*))?$")
_SUFFIX = re.compile(
    r"(?:Error|Exception|Warning|Interrupt|Exit|Iteration|Group|Failure|Fault|Timeout"
    r"|Timedout|Expired|NotFound|Refused|Denied|Empty|Full|Pruned|OutOfMemory)$"
)
_LEVELS = frozenset({
    "DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL", "NOTE", "Error",
})  # fmt: skip
_LOGGED = re.compile(
    r"\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d|\[?(?:DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL)\b"
    r"|\[?[IWE]\d{4} |\s*\d+%\||.{0,60}\d+%\|)"
)
_ENDS = (
    HEADER, "During handling of the above", "The above exception was", "*****", "-----",
    "=====", "Exception ignored in", "srun: ", "slurmstepd: ", "Segmentation fault",
    "Killed", "Aborted", "make: ", '"""', "wandb: ", "Exception in thread", "+-----",
    "Process ", "terminate called", "Original Traceback",
)  # fmt: skip
_MOST_FOREIGN = 20
"""Lines of something else between frames, or between them and the exception."""
_MOST_SAID = 60
"""Lines of one message with its notes."""
_MOST_FRAMES = 2_000


@dataclass(frozen=True, slots=True)
class Traceback:
    """One exception as it stands in a log."""

    raised: Raised
    margin: Margin
    after: int
    """The index of the line at which to read on."""


def margin_at(lines: Sequence[str], index: int) -> Margin:
    """The margin of the traceback whose header is at `index`."""
    prefix = lines[index].partition(HEADER)[0]
    if group := re.match(r"(\s*)[+|] (?:Exception Group )?$", prefix):
        return Margin(f"{group[1]}| ")
    return margin_of(prefix.removesuffix("Exception Group "), lines, index)


def read_traceback(
    lines: Sequence[str], start: int, margin: Margin, first: int
) -> Traceback:
    """The traceback whose frames begin at index `start`, and its header at `first`."""
    frames: list[Frame] = []
    foreign, end = 0, first
    for index, line in margin.follow(lines, start):
        if found := _FRAME.match(line):
            if len(frames) < _MOST_FRAMES:
                frames.append(Frame(found[1], int(found[2]), found[3] or ""))
            foreign, end = 0, index
        elif line.startswith("    ") and frames:
            _show(frames, line.strip())
            end = index
        elif line.startswith(("  [Previous line", "  ...")):
            end = index
        elif HEADER in line or foreign > _MOST_FOREIGN:
            break
        elif end_said := _said(line, directly=foreign == 0 and bool(frames or first)):
            return _with_message(lines, index, margin, end_said, frames, first)
        elif line.strip():
            foreign += 1
    cut = Raised("", "", tuple(frames), (), first + 1, end + 1, end + 1)
    return Traceback(cut, margin, end + 1)


def _show(frames: list[Frame], code: str) -> None:
    """The first line under a frame is its code; what follows points into it."""
    frame = frames[-1]
    if not frame.code and code.strip("~^ "):
        frames[-1] = Frame(frame.path, frame.line, frame.function, code)


def said(line: str) -> tuple[str, str] | None:
    """Type and message of a line that ends a traceback, judged by itself alone."""
    return _said(line, directly=False)


def _said(line: str, *, directly: bool) -> tuple[str, str] | None:
    found = _RAISED.match(line)
    if not found or found[1] in _LEVELS:
        return None
    is_name = found[2][:1].isupper() or "." in found[1]  # such as `zlib.error`
    if _SUFFIX.search(found[2]) or (directly and is_name):
        return found[1], found[3] or ""
    return None


def _with_message(
    lines: Sequence[str],
    at: int,
    margin: Margin,
    found: tuple[str, str],
    frames: list[Frame],
    first: int,
) -> Traceback:
    message, notes, end = rest_of_message(lines, at, margin, found[1])
    raised = Raised(found[0], message, tuple(frames), notes, first + 1, end + 1, at + 1)
    return Traceback(raised, margin, end + 1)


def rest_of_message(
    lines: Sequence[str], at: int, margin: Margin, message: str
) -> tuple[str, tuple[str, ...], int]:
    """The message from its first line on, its notes, and the index of its last line.

    Python marks neither. What is indented, or follows a colon, is of the message; what
    stands at the margin is a note.
    """
    said_lines, notes, end = [message], list[str](), at
    for index, line in margin.follow(lines, at + 1):
        ends = not line.strip() or index - at > _MOST_SAID
        if ends or line.startswith(_ENDS) or _LOGGED.match(line) or HEADER in line:
            break
        if _FRAME.match(line) or said(line):
            break
        end = index
        is_more = line[0] in " \t" or said_lines[-1].rstrip().endswith(":")
        if is_more and not notes:
            said_lines.append(line.rstrip())
        else:
            notes.append(line.rstrip())
    return "\n".join(said_lines).strip(), tuple(notes), end
