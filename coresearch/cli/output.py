"""stdout is data, stderr is talk; colour only where somebody looks.

Every text that was not written in this program passes `printable` before it is shown.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from enum import Enum
from functools import cache
from typing import TextIO

from coresearch.core.text import printable


class Ink(Enum):
    """How a piece of text looks, by what it means."""

    STRONG = "1"
    QUIET = "2"
    ADDED = "32"
    REMOVED = "31"
    PLACE = "36"
    HIGH = "1;31"
    MEDIUM = "33"
    LOW = "34"


def say(text: str = "") -> None:
    """A line of the command's answer, to stdout."""
    _write(text + "\n", sys.stdout)


def tell(text: str) -> None:
    """A line about what is going on, to stderr."""
    _write(text + "\n", sys.stderr)


def tell_fault(message: str, hint: str = "") -> None:
    """What went wrong and what to do, to stderr."""
    tell(paint(printable(message), Ink.HIGH, sys.stderr))
    if hint:
        tell(f"  {printable(hint)}")


def _write(text: str, stream: TextIO) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def paint(text: str, ink: Ink, stream: TextIO | None = None) -> str:
    """`text` in colour, if colour is wanted on `stream` (stdout unless given)."""
    if not text or not _in_colour(stream is sys.stderr):
        return text
    return f"\x1b[{ink.value}m{text}\x1b[0m"


@cache
def _in_colour(to_stderr: bool) -> bool:
    """The conventions of no-color.org and force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if to_stderr else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How wide to write: the terminal, but not wider than reads well."""
    return max(40, min(shutil.get_terminal_size((88, 24)).columns, 100))


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Prose wrapped to the terminal; `first` is the first line's indent if other."""
    return textwrap.fill(
        printable(" ".join(text.split())),
        width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
