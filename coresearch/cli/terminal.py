"""The person at the terminal: one key, one line.

What is typed before a question is on the screen is thrown away, and for half a second
after it nothing counts: a key meant for something else must not decide. Nor does what
arrives faster than a person types: pasted text, or the sequence of an arrow key.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import time
import tty
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache

from coresearch.core.errors import NeedsPerson

_GRACE = 0.5  # seconds
_BURST = (
    0.1  # seconds: a held key repeats faster than this, and no person types so fast
)


def is_there() -> bool:
    """Whether a person can see what is shown and answer it."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def require_person(doing: str) -> None:
    """Refuse to go on without a person.

    Raises:
        NeedsPerson: standard input or output is not a terminal.
    """
    if not is_there():
        raise NeedsPerson(
            f"{doing} needs you at a terminal; nothing was decided.",
            hint="Run it at a terminal: no flag, pipe or setting decides for you.",
        )


def read_key(wanted: Collection[str]) -> str:
    """One of the `wanted` keys, pressed after the grace period.

    Raises:
        KeyboardInterrupt: Ctrl-C.
        EOFError: the terminal is gone, or Ctrl-D.
    """
    _let_grace_pass()
    with _single_keys() as descriptor:
        while True:
            key = _one_key(descriptor)
            if key in wanted:
                return key


def _one_key(descriptor: int) -> str:
    """A key that was typed alone; empty for a burst."""
    typed = _typed(descriptor)
    if typed in (b"", b"\x04"):
        raise EOFError
    rest = _rest(descriptor, _GRACE if typed.startswith(b"\x1b") else _BURST)
    return "" if rest or len(typed) > 1 else typed.decode("latin-1")


def _typed(descriptor: int) -> bytes:
    """What is typed next; empty for Ctrl-D, or if the terminal is gone.

    Raises:
        KeyboardInterrupt: Ctrl-C.
    """
    _wait(descriptor)
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def _wait(descriptor: int) -> None:
    """Wait for something typed, or for Ctrl-C.

    A bare read would miss a Ctrl-C of the moment before it begins: Python notes the
    signal, and acts on it when the read comes back.
    """
    heard, told = _signal_pipe()
    before = signal.set_wakeup_fd(told)
    try:
        while descriptor not in select.select([descriptor, heard], [], [])[0]:
            os.read(heard, 4096)
    finally:
        signal.set_wakeup_fd(before)


@cache
def _signal_pipe() -> tuple[int, int]:
    """The end at which signals are heard, and the one at which they are told."""
    heard, told = os.pipe()
    os.set_blocking(told, False)
    return heard, told


def _rest(descriptor: int, patience: float) -> bytes:
    """What follows so fast that it belongs to what was typed before."""
    rest = b""
    while select.select([descriptor], [], [], patience)[0]:
        more = _typed(descriptor)
        if not more:
            break
        rest += more
    return rest


@contextmanager
def _single_keys() -> Iterator[int]:
    """Keys come one by one, and are not shown."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield descriptor
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _let_grace_pass() -> None:
    sys.stdout.flush()
    with _single_keys() as descriptor:
        time.sleep(_GRACE)
        termios.tcflush(descriptor, termios.TCIFLUSH)


def ask_yes(question: str) -> bool:
    """Whether the answer is y or yes; Enter alone is no, and so is Ctrl-D."""
    _let_grace_pass()
    answer = ask_line(question)
    return answer is not None and answer.lower() in ("y", "yes")


def ask_line(question: str) -> str | None:
    """One line of text, which may be empty; None for Ctrl-D.

    Lines that are pasted together are one answer.
    """
    sys.stdout.write(question)
    sys.stdout.flush()
    descriptor = sys.stdin.fileno()
    answer = _typed(descriptor)
    if not answer.endswith(b"\n"):
        sys.stdout.write("\n")
        return None
    if rest := _rest(descriptor, _BURST):
        answer += rest
        termios.tcflush(descriptor, termios.TCIFLUSH)  # a last line without its end
    return " ".join(answer.decode("utf-8", "replace").split())
