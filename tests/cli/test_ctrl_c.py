"""A Ctrl-C at the very moment at which a question begins to wait."""

import os
import pty
import select
import signal
import sys
import time

import pytest

pytestmark = pytest.mark.slow

# Interrupted anywhere, it asks again: what is counted is the question, not this loop.
ASKS_FOR_EVER = """
from coresearch.cli import terminal

def ask(depth):
    while True:
        try:
            ask(depth - 1) if depth else terminal.ask_line("? ")
        except KeyboardInterrupt:
            pass

ask(9)
"""
SECONDS = 8  # before the wait was made safe, one in eight thousand was missed


def _asks(screen: int, patience: float) -> bool:
    """Whether the next question is on the screen in time."""
    seen = b""
    end = time.monotonic() + patience
    while b"? " not in seen and (left := end - time.monotonic()) > 0:
        if select.select([screen], [], [], left)[0]:
            seen += os.read(screen, 4096)
    return b"? " in seen


def test_no_ctrl_c_is_missed():
    child, screen = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", ASKS_FOR_EVER])
    try:
        assert _asks(screen, 60)
        asked = 0
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            os.write(screen, b"y\x03")
            assert _asks(screen, 30), f"the one after {asked} was missed"
            asked += 1
        assert asked > 1000
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(screen)
