"""What is proposed in the person's own editor, before they accept it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from coresearch.core.errors import BadInput
from coresearch.workbench.amending import Draft


def begin(offered: Sequence[Draft]) -> Path:
    """A new folder that holds each draft, under its own name."""
    folder = Path(tempfile.mkdtemp(prefix="coresearch-"))
    for draft in offered:
        file = folder / draft.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(draft.content)
    return folder


def edit_all(offered: Sequence[Draft], folder: Path) -> list[Draft]:
    """Open the drafts in `folder` one after the other; what the person made of them.

    Raises:
        BadInput: no editor could be started, or it ended with an error.
    """
    for draft in offered:
        edit(folder / draft.path)
    return [
        replace(draft, content=(folder / draft.path).read_bytes()) for draft in offered
    ]


def forget_unchanged(offered: Sequence[Draft], folder: Path) -> bool:
    """Remove the folder if nothing of the person's is in it; whether it is gone."""
    if not folder.exists():
        return True
    files = [(folder / draft.path, draft.content) for draft in offered]
    if any(file.is_file() and file.read_bytes() != was for file, was in files):
        return False
    forget(folder)
    return True


def forget(folder: Path) -> None:
    """Remove the folder with what is in it."""
    shutil.rmtree(folder, ignore_errors=True)


def edit(file: Path, line: int = 0) -> None:
    """Let the person change a file in their editor, from `line` on where it can.

    Raises:
        BadInput: no editor could be started, or it ended with an error.
    """
    import shlex

    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    command = wanted.strip() or "vi"
    try:
        words = shlex.split(command)
        at = [f"+{line}"] if line > 1 and Path(words[0]).name in _TAKE_A_LINE else []
        status = _wait_for([*words, *at, str(file)])
    except (OSError, ValueError):
        raise BadInput(
            f"The editor {command!r} could not be started.",
            hint="Set VISUAL or EDITOR to your editor, e.g. export EDITOR=nano",
        ) from None
    if status != 0 or not file.is_file():
        raise BadInput(
            f"The editor {command!r} ended with an error; nothing was decided.",
            hint="Set VISUAL or EDITOR to another, or try again.",
        )


_TAKE_A_LINE = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak")
"""Editors that begin at the line that `+12` names."""


def _wait_for(command: list[str]) -> int:
    """Run an editor; Ctrl-C is its own affair, and it may leave the terminal odd."""
    import subprocess

    with _ours_kept():
        return subprocess.run(command, check=False).returncode


@contextmanager
def _ours_kept() -> Iterator[None]:
    """The terminal's settings and the handler of Ctrl-C are afterwards as before."""
    import signal
    import termios

    descriptor = sys.__stdin__.fileno() if sys.__stdin__ is not None else 0
    before = None
    with suppress(termios.error, OSError):
        before = termios.tcgetattr(descriptor)
    # Not SIG_IGN, which the editor would inherit.
    ours = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, ours)
        if before is not None:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
