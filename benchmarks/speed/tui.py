"""How quick the interface is: `python -m benchmarks.speed.tui`.

Three things: how long until there is a frame and a prompt that takes a key, in a real
terminal; what a reply of 100 kB in 5,000 pieces costs; and how long a key waits for its
echo while a reply comes. The floors are the least that a Textual app could do: an input
under an empty log, and a log whose finished blocks are rendered once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import Cost, in_turns, milliseconds, row, timed
from benchmarks.speed.plans import plan_of
from benchmarks.speed.terminal import Terminal

BARE = """\
from textual.app import App
from textual.widgets import Input, RichLog


class Bare(App):
    AUTO_FOCUS = "Input"

    def compose(self):
        yield RichLog()
        yield Input(placeholder="Write here")


Bare().run()
"""
_SECTION = """\
## Section {n}

The arms differ in *one* thing, and the **seeds** are the same in both: `seed {n}`. What
is left is noise, and of that an interval of 95 % says how much there is.

- name the seeds, and how many there are
- report the mean and the spread

```python
for seed in range({n}):
    train(seed)
```

"""
_PIECES = 5000
_LENGTH = 100_000
_ECHOES = 100
STRANGE = [chr(code) for code in range(0x250, 0x2A0)]
"""Characters that nothing else on the screen shows."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Time all three, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=15, help="runs of each")
    parser.add_argument("--only", choices=("start", "reply", "echo"), help="one table")
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.play:
        _play(asked.play)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_repository(folder)
        if asked.only in (None, "start"):
            print(table(_HEADER, _starts(folder, asked.times)), flush=True)
        if asked.only in (None, "reply"):
            print(table(_HEADER, [_replied(asked.times)]), flush=True)
        if asked.only in (None, "echo"):
            rows = [
                waits("coresearch, while 5 kB a second come", _echoes(folder)),
                waits("bare Textual app, while nothing comes", _bare_echoes(folder)),
            ]
            print(table(("key to echo, ms", "median", "95 %", "most"), rows))


def waits(name: str, found: Sequence[float]) -> tuple[str, ...]:
    """A line of a table: how long was waited."""
    waits = sorted(found)
    shown = [waits[len(waits) // 2], waits[int(0.95 * len(waits))], waits[-1]]
    return (f"{name} (n = {len(waits)})", *map(milliseconds, shown))


_HEADER = (
    "coresearch", "floor", "CPU ms", "floor", "ratio (95 %)",
    "wall ms", "floor", "ratio (95 %)",
)  # fmt: skip


def _starts(folder: Path, times: int) -> list[tuple[str, ...]]:
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    floor, ours = [sys.executable, str(bare)], [sys.executable, "-m", "coresearch"]
    rows = []
    for name, echo in (("first frame", False), ("usable prompt", True)):
        pairs = in_turns(
            lambda echo=echo: _start(floor, folder, b"rite here", echo),
            lambda echo=echo: _start(ours, folder, b"sk, or", echo),
            times,
            warm_up=1,
        )
        rows.append(row(name, "bare Textual app", pairs))
    return rows


def _replied(times: int) -> tuple[str, ...]:
    reply = reply_pieces()
    pairs = in_turns(
        lambda: timed(lambda: asyncio.run(_bare_log(reply))),
        lambda: timed(lambda: _in_new_repository(reply)),
        times,
        warm_up=1,
        fewest=3,  # seconds each, and far apart
    )
    return row("reply, 100 kB", "RichLog, rendered once", pairs)


def _make_repository(folder: Path) -> None:
    """A repository with a plan that was critiqued, so that the inbox is not empty."""
    (folder / "plan.md").write_text(plan_of(10_000), encoding="utf-8")
    for command in (
        ("git", "init", "-q"),
        (sys.executable, "-m", "coresearch", "critique", "plan.md"),
    ):
        subprocess.run(
            command, cwd=folder, check=True, capture_output=True, env=environment()
        )


def environment() -> dict[str, str]:
    """What a program in a terminal finds in its environment."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    here = str(Path(__file__).parents[2])
    return kept | {"TERM": "xterm-256color", "PYTHONPATH": here}


# -- a real terminal ----------------------------------------------------------------


def _start(command: Sequence[str], folder: Path, mark: bytes, echo: bool) -> Cost:
    """From the start to the first frame, or to the echo of the first key."""
    terminal = Terminal(command, folder, environment())
    try:
        ended = terminal.wait_for(mark)
        if echo:
            terminal.press(STRANGE[0])
            ended = terminal.wait_for(STRANGE[0].encode())
        return Cost(terminal.cpu(), ended - terminal.begun)
    finally:
        terminal.close()


def _echoes(folder: Path) -> list[float]:
    """Seconds from a key to its echo while a reply comes."""
    play = [sys.executable, "-m", "benchmarks.speed.tui", "--play", str(folder)]
    return _echoed(Terminal(play, folder, environment()), b"Section 3")


def _bare_echoes(folder: Path) -> list[float]:
    """The floor: the same in an app where nothing goes on."""
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    floor = Terminal([sys.executable, str(bare)], folder, environment())
    return _echoed(floor, b"rite here")


def _echoed(terminal: Terminal, mark: bytes) -> list[float]:
    waits = []
    try:
        terminal.wait_for(mark)
        for number in range(_ECHOES):
            key = STRANGE[number % len(STRANGE)]
            begun = time.perf_counter()
            terminal.press(key)
            waits.append(terminal.wait_for(key.encode()) - begun)
            if number % 20 == 19:
                terminal.press("\x15")  # an empty line again
            time.sleep(0.05)
    finally:
        terminal.close()
    return waits


# -- a reply ------------------------------------------------------------------------


def reply_pieces() -> list[str]:
    """100 kB of Markdown in 5,000 pieces."""
    text = "".join(_SECTION.format(n=n) for n in range(1, 500))[:_LENGTH]
    size = _LENGTH // _PIECES
    return [text[at : at + size] for at in range(0, _LENGTH, size)]


class _Played:
    """A job that says what it is told to, at once or as fast as people can read."""

    kind = "reply"

    def __init__(self, pieces: Sequence[str], pause: float = 0.0) -> None:
        from coresearch.tui.jobs.mailbox import Mailbox

        self.mailbox = Mailbox()
        self._pieces = pieces
        self._pause = pause
        self._is_stopped = threading.Event()

    def work(self) -> None:
        from coresearch.tui.jobs.mailbox import Over, Text
        from coresearch.tui.markdown import load_parser

        load_parser()  # as a question to a model does
        for piece in self._pieces:
            self.mailbox.put(Text(piece))
            if self._pause and self._is_stopped.wait(self._pause):
                break
        self.mailbox.put(Over())

    def stop(self) -> None:
        self._is_stopped.set()

    def kill(self, note: str) -> None:
        self._is_stopped.set()


def _app(folder: Path):
    from coresearch.config import Settings
    from coresearch.tui.app import CoresearchApp
    from coresearch.tui.start import desk_at

    os.chdir(folder)
    return CoresearchApp(desk_at(folder), Settings())


def _in_new_repository(pieces: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["git", "init", "-q", name], check=True)
        asyncio.run(_transcript(pieces, Path(name)))
        os.chdir("/")


async def _transcript(pieces: Sequence[str], folder: Path) -> None:
    """Ours: through the mailbox, as a model's reply comes."""
    app = _app(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        while not app.work.is_ready:
            await pilot.pause(0.01)
        app.work.sending.start(_Played(pieces))
        while app.work.sending.errands.current is not None:
            await pilot.pause(0.02)
        await app.work.end("it is over")


async def _bare_log(pieces: Sequence[str]) -> None:
    """The floor: a log that is flushed 20 times a second; what is whole is rendered.

    All of it at once: to make a parser for each block would cost more than the blocks.
    """
    from rich.markdown import Markdown
    from textual.app import App
    from textual.widgets import Input, RichLog

    class Bare(App):
        def compose(self):
            yield RichLog(wrap=True)
            yield Input()

    app = Bare()
    async with app.run_test(size=(120, 40)) as pilot:
        log = app.query_one(RichLog)
        text = ""
        for number, piece in enumerate(pieces):
            text += piece
            if number % 100 == 99:  # about 20 times a second at full speed
                whole, _, text = text.rpartition("\n\n")
                log.write(Markdown(whole))
                await asyncio.sleep(0.05)
        log.write(Markdown(text))
        await pilot.pause()


def _play(folder: Path) -> None:
    """Open the interface with a reply of 5 kB a second."""
    from coresearch.tui.screens.work import WorkScreen

    played = _Played(reply_pieces(), pause=0.004)

    class Playing(WorkScreen):
        def on_mount(self) -> None:
            self.set_timer(1.0, lambda: self.sending.start(played))

    app = _app(folder)
    app.get_default_screen = lambda: Playing(app.desk, app.settings, app.keystrokes)
    app.run()


if __name__ == "__main__":
    main()
