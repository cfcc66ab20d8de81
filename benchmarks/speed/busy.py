"""The interface while much goes on: `python -m benchmarks.speed.busy`, in a terminal.

How long a key waits for its echo while a kernel prints, beside a bare Textual app that
is asked in turns with it, so that what else the machine does falls on both; how late
its event loop is meanwhile; what that takes of memory; what it costs to do nothing; and
how soon all is quiet after Esc.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.terminal import Terminal
from benchmarks.speed.tui import BARE, STRANGE, environment, reply_pieces, waits

_LINE = 100
"""Characters that the kernel prints at a time."""
_BETWEEN = 0.1
_IDLE = 10.0
_LOOK_EVERY = 0.01
"""Seconds between two looks whether the event loop is late."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure it all, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=100, help="that are printed")
    parser.add_argument("--times", type=int, default=8, help="replies that are stopped")
    parser.add_argument("--watched", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.watched:
        _be_watched(asked.watched)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q", name], check=True)
        late, facts = _printing(folder, asked.megabytes)
        print(table(("key to echo, ms", "median", "95 %", "most"), late), flush=True)
        print(table(("meanwhile", "", ""), facts), flush=True)
        stops = list(_stopping(folder, asked.times))
        print(table(("Esc, ms", "median", "95 %", "most"), stops))


def _be_watched(lags: Path) -> None:
    """Open the interface; from a signal on write down how late its event loop is."""
    from coresearch.tui.app import CoresearchApp
    from coresearch.tui.start import start

    def on_ready(app: CoresearchApp) -> None:
        loop, file = asyncio.get_running_loop(), lags.open("w", buffering=1)

        def look_again() -> None:
            due = loop.time() + _LOOK_EVERY
            loop.call_at(due, note, due)

        def note(due: float) -> None:
            file.write(f"{max(loop.time() - due, 0.0)}\n")
            look_again()

        loop.add_signal_handler(signal.SIGUSR1, look_again)

    CoresearchApp.on_ready = on_ready
    start()


def _open(folder: Path, *watched: str) -> Terminal:
    program = ("benchmarks.speed.busy", *watched) if watched else ("coresearch",)
    command = [sys.executable, "-m", *program]
    terminal = Terminal(command, folder, environment())
    terminal.wait_for(b"sk, or")
    time.sleep(3)  # what is loaded behind the first frame
    return terminal


def _printing(folder: Path, megabytes: int) -> tuple[list, list]:
    """Echoes of both while a kernel prints; what the interface holds and spends."""
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    floor = Terminal([sys.executable, str(bare)], folder, environment())
    floor.wait_for(b"rite here")
    lags = folder / "lags"
    ours = _open(folder, "--watched", str(lags))
    try:
        cpu = ours.cpu()
        time.sleep(_IDLE)
        idle = (ours.cpu() - cpu) / _IDLE
        memory = ours.memory()
        os.kill(ours.pid, signal.SIGUSR1)
        lines = megabytes * 1_000_000 // _LINE
        ours.press(f"!for i in range({lines}): print('x' * {_LINE - 1})\r")
        ours.wait_for(b"xxxxx")
        found: dict[str, list[float]] = {"ours": [], "floor": []}
        while not ours.has_drawn(b"succeeded"):
            number = len(found["ours"])
            key = STRANGE[number % len(STRANGE)]
            for name, terminal in (("ours", ours), ("floor", floor)):
                begun = time.perf_counter()
                terminal.press(key)
                found[name].append(terminal.wait_for(key.encode()) - begun)
                if number % 20 == 19:
                    terminal.press("\x15")  # an empty line again
            time.sleep(_BETWEEN)
        more = ours.memory("VmHWM") - memory
    finally:
        ours.close()
        floor.close()
    rows = [
        waits(f"coresearch, while a kernel prints {megabytes} MB", found["ours"]),
        waits("bare Textual app, at the same time", found["floor"]),
        waits("how late our event loop is", [*map(float, lags.read_text().split())]),
    ]
    facts = [
        ("memory, at most", f"+{more:.0f} MB", f"of {memory:.0f} MB before"),
        ("CPU of doing nothing", f"{idle:.2%}", "before that"),
    ]
    return rows, facts


def _stopping(folder: Path, times: int) -> Iterator[tuple[str, ...]]:
    """From Esc until the model's server sees the hang-up, and until all is quiet."""
    from tests.models.scripted import reply, serving

    text = "".join(reply_pieces())
    with serving() as server:
        server.will(reply(text, 20, 0.004))
        ours = _open(folder)
        try:
            ours.press(f"/model openai/played {server.base}\r")
            ours.wait_for(b"Asked is")
            heard, quiet = [], []
            for _ in range(times):
                before = len(server.asked)
                ours.press("well?\r")
                while len(server.asked) == before:
                    time.sleep(0.01)
                ours.forget()  # also what is left of the reply before
                ours.wait_for(b"Section 3")
                begun = time.perf_counter()
                ours.press("\x1b")
                if not server.asked[-1].hung_up.wait(10):
                    raise TimeoutError("the server saw no hang-up")
                heard.append(time.perf_counter() - begun)
                quiet.append(ours.wait_until_quiet(0.5) - begun)
        finally:
            ours.close()
    yield waits("the server sees the hang-up", heard)
    yield waits("the last byte is drawn", quiet)


if __name__ == "__main__":
    main()
