"""Tracebacks as IPython writes them: notebook cells, nbconvert, papermill, kernels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coresearch.diagnosis.failures import Frame, Raised
from coresearch.diagnosis.lines import Margin
from coresearch.diagnosis.tracebacks import (
    HEADER,
    Traceback,
    rest_of_message,
    said,
)

_HEAD = re.compile(rf"\s*([\w.]+)\s+{re.escape(HEADER)}\s*$")
_CELL = re.compile(r"(?:Cell )?In? ?\[(\d+|\s*)\](?:, line (\d+))?")
_OLD_CELL = re.compile(r"(?:Input In \[(\d+)\]|<ipython-input-(\d+)-\w+>),? in (.*)")
_FILE = re.compile(r"File (.+?):(\d+)(?:, in (.*))?$")
_OLD_FILE = re.compile(r"((?:[~/.]|[A-Za-z]:\\)\S+\.py\w?) in (.*)$")
_ARROW = re.compile(r"-+> ?(\d+)(?: (.*))?$")
_SYNTAX = re.compile(r'\s*(?:Cell In\[(\d+)\]|File "?<?([^>":]+)>?"?), line (\d+)$')
_MOST_LINES = 3_000


def is_head(line: str) -> bool:
    """Whether a traceback of IPython's begins here."""
    return _HEAD.match(line) is not None


def read_cells(lines: Sequence[str], first: int) -> Traceback:
    """The traceback whose head, `KeyError     Traceback (most …`, is at `first`."""
    head = _HEAD.match(lines[first])
    name = head[1] if head else ""
    frames: list[Frame] = []
    end = first
    for index in range(first + 1, min(len(lines), first + _MOST_LINES)):
        line = lines[index]
        if HEADER in line:
            break
        if frame := _frame(line):
            frames.append(frame)
        elif arrow := _ARROW.match(line):
            if not frames:  # pasted without the line that names the cell
                frames.append(Frame("cell ?", int(arrow[1])))
            _point(frames, int(arrow[1]), (arrow[2] or "").strip())
        elif (found := said(line) or _known(line, name)) and _is(found[0], name):
            message, notes, end = rest_of_message(lines, index, Margin(), found[1])
            raised = Raised(
                found[0], message, tuple(frames), notes, first + 1, end + 1, index + 1
            )
            return Traceback(raised, Margin(), end + 1)
        else:
            continue
        end = index
    cut = Raised(name, "", tuple(frames), (), first + 1, end + 1, end + 1)
    return Traceback(cut, Margin(), end + 1)


def _is(found: str, name: str) -> bool:
    return found.rpartition(".")[2] == name.rpartition(".")[2]


def _known(line: str, name: str) -> tuple[str, str] | None:
    """A line that ends with an exception that its head has named already."""
    kind, _, message = line.partition(":")
    return (kind, message.strip()) if name and kind.strip() == kind == name else None


def _frame(line: str) -> Frame | None:
    if not line or line[0] in " \t-":
        return None
    if (old := _OLD_CELL.match(line)) is not None:
        return Frame(f"cell {old[1] or old[2]}", 0, _function(old[3]))
    if line.startswith(("Cell In", "In [", "Input In")) and (
        cell := _CELL.search(line)
    ):
        function = line.partition(", in ")[2]
        number = cell[1].strip() or "?"
        return Frame(f"cell {number}", int(cell[2] or 0), _function(function))
    if file := _FILE.match(line):
        return Frame(file[1].strip('"'), int(file[2]), _function(file[3] or ""))
    if old := _OLD_FILE.match(line):
        return Frame(old[1], 0, _function(old[2]))
    return None


def _function(shown: str) -> str:
    """`fit(self, x)` as `fit`; what only says which cell it is, as nothing."""
    return "" if shown.startswith("<") else shown.partition("(")[0].strip()


def _point(frames: list[Frame], line: int, code: str) -> None:
    frame = frames[-1]
    if not frame.code:
        frames[-1] = Frame(frame.path, frame.line or line, frame.function, code)


def syntax_frame(line: str) -> Frame | None:
    """The place of a SyntaxError in a cell: `  Cell In[1], line 3`."""
    found = _SYNTAX.match(line)
    if found is None:
        return None
    path = f"cell {found[1]}" if found[1] else found[2]
    return Frame(path, int(found[3]))
