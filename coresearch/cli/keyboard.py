"""The keyboard while code runs: Ctrl-C, and answers to `input()`."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from coresearch.cli import terminal
from coresearch.cli.output import pour, tell
from coresearch.core.text import printable
from coresearch.workbench.attended import Attended

_END_OF_INPUT = "\x04"
"""What a kernel takes for Ctrl-D."""


class Keyboard:
    """Stops an execution at the person's word, and reads lines for it.

    Ctrl-C once interrupts the code. Where that does not end it, a second Ctrl-C offers
    to start again (`r`) and a third kills it.
    """

    def __init__(self) -> None:
        self.execution: Attended | None = None
        self.wants_restart = False
        self._pressed = 0
        self._before: list[Any] | None = None

    @contextmanager
    def watching(self, execution: Attended) -> Iterator[None]:
        """Let Ctrl-C, and being asked to end, go to `execution`."""
        self.execution = execution
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._press)
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._be_asked_to_end, number)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                loop.remove_signal_handler(number)
            self._give_keys_back()

    def _press(self) -> None:
        assert self.execution is not None
        self._pressed += 1
        if self._pressed == 1:
            tell("\nInterrupted. If it does not stop, press Ctrl-C again.")
            self.execution.interrupt()
        elif self._pressed == 2 and terminal.is_there():
            tell("\nIt still runs. r: start it again from the top. Ctrl-C: kill it.")
            self._listen_for_r()
        else:
            self.execution.kill()

    def _be_asked_to_end(self, number: signal.Signals) -> None:
        assert self.execution is not None
        self.execution.leave(f"coresearch was asked to end ({number.name}).")

    def _listen_for_r(self) -> None:
        descriptor = sys.stdin.fileno()
        self._before = list(termios.tcgetattr(descriptor))
        tty.setcbreak(descriptor)
        termios.tcflush(descriptor, termios.TCIFLUSH)
        asyncio.get_running_loop().add_reader(descriptor, self._read_key)

    def _read_key(self) -> None:
        assert self.execution is not None
        with suppress(OSError):
            if os.read(sys.stdin.fileno(), 100) == b"r":
                self.wants_restart = True
                self.execution.kill()

    def _give_keys_back(self) -> None:
        if not sys.stdin.isatty():
            return
        descriptor = sys.stdin.fileno()
        asyncio.get_running_loop().remove_reader(descriptor)
        if self._before is not None:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, self._before)
            self._before = None

    def answer(self, prompt: str, hidden: bool) -> asyncio.Future[str]:
        """A line from the person, to come; without its letters shown for a password."""
        pour(printable(prompt), flush=True)
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()
        descriptor = sys.stdin.fileno()
        if hidden:
            self._before = list(termios.tcgetattr(descriptor))
            quiet = termios.tcgetattr(descriptor)
            quiet[3] &= ~termios.ECHO
            termios.tcsetattr(descriptor, termios.TCSADRAIN, quiet)

        def read() -> None:
            with suppress(OSError):
                typed = os.read(descriptor, 65536)
                self._give_keys_back()
                if hidden:
                    pour("\n", flush=True)
                if not line.done():
                    text = typed.decode("utf-8", "replace").removesuffix("\n")
                    line.set_result(text if typed else _END_OF_INPUT)

        loop.add_reader(descriptor, read)
        return line
