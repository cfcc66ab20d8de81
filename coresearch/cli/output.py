"""stdout is data, stderr is talk; colour only where somebody looks.

Every text that was not written in this program passes `printable` before it is shown.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import TextIO

from coresearch.core.errors import CoresearchError, DiskFull, EffectFailed
from coresearch.core.text import cells, one_line, printable


class ReaderGone(Exception):
    """Nobody reads our output any more, as after `| head -1`."""


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


def pour(text: str, *, flush: bool = False) -> None:
    """A piece of a long answer, to stdout as it is; `finish` sees it off."""
    _write(text, sys.stdout, flush=flush)


def write_error(text: str) -> None:
    """A piece of what another program wrote to stderr, as it is."""
    if text:
        _write(text, sys.stderr)


def finish() -> None:
    """See off what is still on its way to stdout."""
    _write("", sys.stdout)


def tell(text: str) -> None:
    """A line about what is going on, to stderr."""
    _write(text + "\n", sys.stderr)


def advise(text: str) -> None:
    """A sentence about what to do, to stderr."""
    tell(fitted(text, stream=sys.stderr))


def tell_fault(message: str, hint: str = "") -> None:
    """What went wrong and what to do, to stderr."""
    tell(paint(fitted(message, stream=sys.stderr), Ink.HIGH, sys.stderr))
    if hint:
        tell(fitted(hint, "  ", sys.stderr))


def _write(text: str, stream: TextIO, *, flush: bool = True) -> None:
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        if flush:
            stream.flush()
    except OSError as error:
        _discard_what_is_left(stream)
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from None
        raise _unwritten(error) from error


def _discard_what_is_left(stream: TextIO) -> None:
    """Else Python would try to write it once more when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_full(error: OSError) -> bool:
    """Whether a disk, a quota or a limit is what stopped a write."""
    import errno

    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _unwritten(error: OSError) -> CoresearchError:
    if is_full(error):
        return DiskFull(
            "The disk is full; the output was not written whole.",
            hint="Make room, or write it elsewhere.",
        )
    reason = error.strerror or str(error)
    return EffectFailed(f"The output could not be written: {reason}.")


def paint(text: str, ink: Ink, stream: TextIO | None = None) -> str:
    """`text` in colour, if colour is wanted on `stream` (stdout unless given)."""
    if not text or not in_colour(stream is sys.stderr):
        return text
    return f"\x1b[{ink.value}m{text}\x1b[0m"


@cache
def in_colour(to_stderr: bool) -> bool:
    """The conventions of no-color.org and force-color.org."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    stream = sys.stderr if to_stderr else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def on_terminal() -> bool:
    """Whether the answer is read on a terminal, and not from a file or a pipe."""
    return sys.stdout.isatty()


def width() -> int:
    """How wide to write: the terminal, but not wider than reads well."""
    return max(20, min(shutil.get_terminal_size((88, 24)).columns, 100))


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Prose wrapped to the terminal; `first` is the first line's indent if other."""
    begin = indent if first is None else first
    lines = wrapped_lines(text, width() - cells(indent))
    return "\n".join(
        (indent if number else begin) + line for number, line in enumerate(lines)
    )


def fitted(text: str, indent: str = "", stream: TextIO | None = None) -> str:
    """A sentence wrapped for a person, but on one line in a file or a pipe."""
    looked_at = (stream or sys.stdout).isatty()
    return wrapped(text, indent) if looked_at else indent + one_line(text)


def wrapped_lines(text: str, room: int) -> list[str]:
    """`text` as lines of at most `room` terminal cells, safe to print.

    A word that is longer stands on a line of its own, so that an address stays whole;
    but a text without spaces, as in Chinese, is broken anywhere.
    """
    lines, used = [""], 0
    for word in _words(printable(text), room):
        needed = cells(word) + (1 if used else 0)
        if used and used + needed > room:
            lines.append(word)
            used = cells(word)
        else:
            lines[-1] += f" {word}" if used else word
            used += needed
    return lines


def _words(text: str, room: int) -> Iterator[str]:
    for word in text.split():
        if word.isascii() or cells(word) <= room:
            yield word
            continue
        piece = ""
        for character in word:
            if cells(piece + character) > room:
                yield piece
                piece = ""
            piece += character
        yield piece


def broken(text: str, room: int) -> Iterator[str]:
    """`text` in pieces that fit, cut after a space if possible; nothing is lost."""
    start = used = space = 0
    for position, character in enumerate(text):
        if used + cells(character) > room:
            end = space if space > start else position
            yield text[start:end]
            start, used = end, cells(text[end:position])
        used += cells(character)
        if character == " ":
            space = position + 1
    yield text[start:]


def cut(text: str, room: int) -> str:
    """The beginning of `text`, with an ellipsis if that is not all."""
    if cells(text) <= room:
        return text
    return next(broken(text[:room], room - 1)) + "…"


def padded(text: str, to: int) -> str:
    """`text` with spaces after it, up to so many terminal cells."""
    return text + " " * (to - cells(text))
