"""The person at the terminal: one key, one line, one editor.

What is typed before a question is on the screen is thrown away, and for half a second
after it nothing counts: a key meant for something else must not decide.
"""

from __future__ import annotations

import os
import sys
import termios
import time
import tty
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from coresearch.core.errors import BadInput, NeedsPerson

_GRACE = 0.5  # seconds


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
            hint="The suggestion waits. No flag, pipe or setting decides for you.",
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
    data = os.read(descriptor, 1)
    if data in (b"", b"\x04"):
        raise EOFError
    if data == b"\x1b":  # an arrow or function key: swallow its sequence whole
        termios.tcflush(descriptor, termios.TCIFLUSH)
        return ""
    return data.decode("latin-1")


@contextmanager
def _single_keys() -> Iterator[int]:
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield descriptor
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _let_grace_pass() -> None:
    sys.stdout.flush()
    time.sleep(_GRACE)
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def ask_yes(question: str) -> bool:
    """Whether the answer begins with y; Enter alone is no."""
    _let_grace_pass()
    return input(question).strip().lower() in ("y", "yes")


def ask_line(question: str) -> str:
    """One line of text; empty if the person just presses Enter."""
    sys.stdout.flush()
    return input(question).strip()


def edit(content: bytes, name: str) -> tuple[bytes, Path]:
    """`content` as the person leaves it in their editor, and the file it is kept in.

    The caller removes the file once its text is safe elsewhere.

    Raises:
        BadInput: no editor could be started, or it ended with an error.
    """
    import shlex
    import subprocess
    import tempfile

    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    folder = Path(tempfile.mkdtemp(prefix="coresearch-"))
    draft = folder / Path(name).name
    draft.write_bytes(content)
    try:
        status = subprocess.run([*shlex.split(command), str(draft)], check=False)
    except (FileNotFoundError, PermissionError, ValueError):
        raise BadInput(
            f"The editor {command!r} could not be started.",
            hint="Set VISUAL or EDITOR to your editor, e.g. export EDITOR=nano",
        ) from None
    if status.returncode != 0:
        raise BadInput(
            f"The editor {command!r} ended with an error; nothing was decided.",
            hint=f"Your text is kept in {draft}",
        )
    return draft.read_bytes(), draft
