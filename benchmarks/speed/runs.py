"""What a run costs: `python -m benchmarks.speed.runs`.

The floor is jupyter_client itself, in a program that keeps no record: it starts the
same kernel, sends the same code, reads every message, and ends it. Of a snapshot the
floor is `git add -A` on a copy of git's index.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.pairs import Cost, Pairs, child, in_turns, milliseconds
from coresearch.repo.snapshots import drop_snapshot, take_snapshot

RAW = """
import json, sys
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="python3")
for code in json.load(open(sys.argv[1])):
    client.execute_interactive(code, output_hook=lambda message: None)
client.stop_channels()
manager.shutdown_kernel()
"""
"""The floor: the code in a JSON file, run as its documentation shows."""

KEPT = """
import runpy, sys
sys.argv[0] = "coresearch"
runpy.run_module("coresearch", run_name="__main__")
"""
MEASURED = """
import atexit, resource, sys
told = sys.argv.pop(1)
def tell():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    open(told, "w").write(str(most))
atexit.register(tell)
"""
"""Put before either: how much memory it took itself, without its kernel."""

FLOOD = "for _ in range({lines}): print('x' * 99)"
FILES = 50_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both in turns, and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15, help="pairs")
    parser.add_argument("--floods", type=int, default=3, help="pairs of 100 MB")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--only", choices=["runs", "flood", "snapshot"])
    asked = parser.parse_args(arguments)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repo = _repository(folder / "repo")
        if asked.only in (None, "runs"):
            rows.append(_row("one cell", _cells(folder, repo, 1, asked.times)))
            rows.append(_row("50 cells", _cells(folder, repo, 50, asked.times)))
        if asked.only in (None, "flood"):
            label = f"{asked.megabytes} MB of stdout"
            flood = _Flood(folder, repo, asked.megabytes)
            rows.append(_row(label, flood.measure(asked.floods)))
            print(flood.memory)
        if asked.only in (None, "snapshot"):
            pairs = _snapshots(folder / "many", asked.times)
            rows.append(_row(f"snapshot, {FILES:,} files", pairs))
    header = ("", "ours ms", "floor ms", "wall", "CPU", "least wall", "least CPU")
    print(table(header, rows))


def _row(name: str, pairs: Pairs) -> tuple[str, ...]:
    wall = [min(c.wall for c in costs) for costs in (pairs.other, pairs.floor)]
    cpu = [min(c.cpu for c in costs) for costs in (pairs.other, pairs.floor)]
    return (
        name,
        milliseconds(pairs.wall.other),
        milliseconds(pairs.wall.floor),
        str(pairs.wall),
        str(pairs.cpu),
        f"{wall[0] / wall[1]:.2f}",
        f"{cpu[0] / cpu[1]:.2f}",
    )


def _repository(root: Path) -> Path:
    root.mkdir()
    for command in (
        ("init", "-q"),
        ("config", "user.name", "Ada"),
        ("config", "user.email", "ada@example.org"),
    ):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


# -- runs ---------------------------------------------------------------------------


def _cells(folder: Path, repo: Path, count: int, times: int) -> Pairs:
    """A notebook of so many trivial cells, whole process; kernel and client."""
    code = [f"x = {number}" for number in range(count)]
    given = folder / "cells.json"
    given.write_text(json.dumps(code))
    notebook = repo / "cells.ipynb"
    notebook.write_text(json.dumps(_notebook(code)))
    raw = [sys.executable, "-c", RAW, given]
    ours = [sys.executable, "-m", "coresearch", "run"]
    ours += ["-c", code[0]] if count == 1 else [str(notebook)]
    return in_turns(
        lambda: child(raw, repo), lambda: child(ours, repo), times, warm_up=1
    )


def _notebook(code: Sequence[str]) -> dict[str, object]:
    cells = [
        {"cell_type": "code", "source": source, "outputs": [], "metadata": {}}
        for source in code
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class _Flood:
    """Much on stdout: how long it takes to receive it, and how much memory."""

    def __init__(self, folder: Path, repo: Path, megabytes: int) -> None:
        self._folder, self._repo = folder, repo
        self._code = FLOOD.format(lines=megabytes * 10_000)
        self._memory: dict[str, list[int]] = {"raw": [], "ours": []}

    def measure(self, times: int) -> Pairs:
        given = self._folder / "flood.json"
        given.write_text(json.dumps([self._code]))
        return in_turns(
            lambda: self._one("raw", RAW, given),
            lambda: self._one("ours", KEPT, "run", "-c", self._code),
            times,
            warm_up=0,
            fewest=times,
        )

    def _one(self, name: str, program: str, *arguments: object) -> Cost:
        told = self._folder / "memory"
        words = [sys.executable, "-c", MEASURED + program, told, *map(str, arguments)]
        cost = child(words, self._repo)
        self._memory[name].append(int(told.read_text()) // 1024)
        return cost

    @property
    def memory(self) -> str:
        raw, ours = max(self._memory["raw"]), max(self._memory["ours"])
        return f"Memory: ours {ours} MB, floor {raw} MB, {ours - raw:+} MB.\n"


# -- snapshots ----------------------------------------------------------------------


def _snapshots(root: Path, times: int) -> Pairs:
    """A working tree in which some files changed, some are new and some are gone."""
    _repository(root)
    for number in range(FILES):
        file = root / f"{number // 500:03}" / f"{number % 500:03}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{number}\n")
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "all"], cwd=root, check=True)
    for number in range(0, FILES, 500):
        folder = root / f"{number // 500:03}"
        (folder / "000.txt").write_text("changed\n")
        (folder / "new.txt").write_text(f"new {number}\n")
        (folder / "001.txt").unlink()
    copy = root / ".git" / "index of the floor"

    def floor() -> None:
        shutil.copy2(root / ".git" / "index", copy)
        subprocess.run(
            ["git", "add", "-A"],
            cwd=root,
            check=True,
            env={**os.environ, "GIT_INDEX_FILE": str(copy)},
        )

    def ours() -> None:
        take_snapshot(root, "a" * 16, 10_000_000)
        drop_snapshot(root, "a" * 16)

    return in_turns(lambda: _spent(floor), lambda: _spent(ours), times, warm_up=2)


def _spent(action: Callable[[], object]) -> Cost:
    """The cost of `action` and of the programs that it starts."""

    def cpu() -> float:
        found = [
            resource.getrusage(who)
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        return sum(one.ru_utime + one.ru_stime for one in found)

    before, begun = cpu(), time.perf_counter()
    action()
    return Cost(cpu() - before, time.perf_counter() - begun)


if __name__ == "__main__":
    main()
