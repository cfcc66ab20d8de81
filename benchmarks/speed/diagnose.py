"""How fast a log of 10 MB is diagnosed: `python -m benchmarks.speed.diagnose`.

The floor is the start of an empty Typer app. What counts is the difference: the time
that reading takes, and the rules.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import child, in_turns
from benchmarks.speed.start import EMPTY_APP

BYTES = 10_000_000
_END = """Traceback (most recent call last):
  File "/work/train.py", line 41, in <module>
    main()
  File "/work/train.py", line 30, in main
    loss = criterion(model(batch), labels)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (32x128 and 256x10)
"""


def _plain(number: int) -> str:
    return f"2026-01-02 03:04:05,678 INFO train: step {number} loss 0.5123 lr 1e-4\n"


def _bars(number: int) -> str:
    return f"\rEpoch 3:  {number % 100}%|████▌     | {number}/9999 [00:41<00:50]"


def _caught(number: int) -> str:
    return _plain(number) + "WARNING retrying\n" + _END.replace("32x128", f"{number}x1")


LOGS: dict[str, Callable[[int], str]] = {
    "lines of a logger": _plain,
    "bars of tqdm": _bars,
    "one traceback after another": _caught,
}


def log_of(kind: Callable[[int], str]) -> str:
    """10 MB of it, with an error at the end."""
    parts, size, number = list[str](), 0, 0
    while size < BYTES:
        parts.append(kind(number))
        size += len(parts[-1].encode())
        number += 1
    return "".join(parts) + "\n" + _END


def main(arguments: Sequence[str] | None = None) -> None:
    """Time each kind of log, and print a row for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15, help="runs of each")
    asked = parser.parse_args(arguments)
    program = Path(sys.executable).with_name("coresearch")
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, log = folder / "empty_app.py", folder / "job.log"
        app.write_text(EMPTY_APP, encoding="utf-8")
        for what, kind in LOGS.items():
            log.write_text(log_of(kind), encoding="utf-8")
            pairs = in_turns(
                lambda: child((sys.executable, app), folder),
                lambda: child((program, "diagnose", "job.log"), folder),
                asked.times,
            )
            cpu, wall = pairs.cpu, pairs.wall
            rows.append(
                (
                    what,
                    f"{cpu.floor:.2f}",
                    f"{cpu.other:.2f}",
                    f"{cpu.other - cpu.floor:.2f}",
                    f"{wall.other - wall.floor:.2f}",
                )
            )
    header = ("10 MB of", "floor, CPU s", "CPU s", "more, CPU s", "more, wall s")
    print(table(header, rows))


if __name__ == "__main__":
    main()
