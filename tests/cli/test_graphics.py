"""A terminal is asked how it draws, and is never sent what it does not know."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coresearch.cli.graphics import Graphics, ask

DOES = b"\x1b[?62;22c"
DOES_SIXEL = b"\x1b[?62;4;22c"
CELL = b"\x1b[6;18;9t"
KITTY_OK = b"\x1b_Gi=31;OK\x1b\\"


class Terminal:
    """One that answers as it is told, after `delay` seconds, and sees what it shows."""

    def __init__(self, answer: bytes, delay: float = 0.0) -> None:
        self.screen = b""
        self._answer = answer
        self._delay = delay
        self._far, self.near = pty.openpty()

    def serve(self) -> None:
        while True:
            try:
                found = os.read(self._far, 4096)
            except OSError:
                return
            self.screen += found
            if found.endswith(b"\x1b[c"):
                time.sleep(self._delay)
                os.write(self._far, self._answer)


@contextmanager
def serving(terminal: Terminal) -> Iterator[Terminal]:
    thread = threading.Thread(target=terminal.serve, daemon=True)
    thread.start()
    try:
        yield terminal
    finally:
        os.close(terminal.near)
        thread.join(5)


def asked(
    answer: bytes, *, delay: float = 0.0, **environ: str
) -> tuple[Graphics, bytes]:
    """What was found, and what the terminal was sent or has echoed."""
    with serving(Terminal(answer, delay)) as one:
        found = ask(one.near, one.near, environ, patience=1.0 if answer else 0.1)
        os.write(one.near, b"end")
        deadline = time.monotonic() + 5
        while not one.screen.endswith(b"end") and time.monotonic() < deadline:
            time.sleep(0.01)
        return found, one.screen


@pytest.mark.parametrize(
    ("answer", "environ", "wanted"),
    [
        (DOES, {}, Graphics()),
        (CELL + DOES_SIXEL, {}, Graphics(sixel=True, cell=(9, 18))),
        (DOES_SIXEL, {"TERM": "dumb"}, Graphics()),
        (KITTY_OK + DOES, {"TERM": "xterm-kitty"}, Graphics(kitty=True)),
        (DOES, {"TERM": "xterm-kitty"}, Graphics()),
        (b"typed before" + DOES_SIXEL, {}, Graphics(sixel=True)),
        (b"\x1b[6;0;0t" + DOES, {}, Graphics()),
        (b"", {}, Graphics()),
    ],
)  # fmt: skip
def test_it_draws_as_it_says_and_by_half_blocks_otherwise(answer, environ, wanted):
    assert asked(answer, **environ)[0] == wanted


def test_kittys_question_goes_to_kitty_alone():
    for term in ("xterm-256color", "screen", "linux", "tmux-256color", ""):
        assert b"\x1b_" not in asked(DOES, TERM=term, TERM_PROGRAM="Apple_Terminal")[1]
    assert b"\x1b_G" in asked(DOES, TERM="xterm-ghostty")[1]


def test_a_late_answer_is_read_and_not_shown():
    found, screen = asked(DOES_SIXEL, delay=0.3)
    assert found.sixel
    assert b"?62" not in screen


IMPORTS = """
import os, sys
from PIL import Image
from rich.console import Console
from coresearch.cli.graphics import Graphics, renderable
for graphics in (Graphics(), Graphics(sixel=True), Graphics(kitty=True)):
    shown = renderable(Image.new("RGB", (40, 20), (200, 30, 30)), 4, graphics)
    Console(force_terminal=True, color_system="truecolor").print(shown)
"""


def test_the_library_asks_nothing_and_draws_in_each_way():
    with serving(Terminal(b"")) as one:
        tty.setraw(one.near)
        done = subprocess.run(
            [sys.executable, "-c", IMPORTS],
            stdin=one.near,
            stdout=one.near,
            stderr=subprocess.PIPE,
            check=True,
            timeout=50,
        )
        os.write(one.near, b"end")
        deadline = time.monotonic() + 5
        while not one.screen.endswith(b"end") and time.monotonic() < deadline:
            time.sleep(0.01)
    assert done.stderr == b""
    assert b"\x1b[c" not in one.screen
    assert b"a=q" not in one.screen
    for drawn in (b"38;2;200;30;30", b"\x1bP", b"\x1b_G"):
        assert drawn in one.screen
