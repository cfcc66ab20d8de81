"""What one durable decision costs: `python -m benchmarks.speed.decision`.

The floor is the least that any program pays for the same promise: the same bytes, in
a row of an SQLite file beside it, on the disk when the call returns.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.layout import table
from benchmarks.speed.journals import ADA, accept, suggestion
from benchmarks.speed.pairs import (
    Cost,
    Pairs,
    Ratio,
    file_system,
    in_turns,
    milliseconds,
    timed,
)
from coresearch.core.canonical import canonical_json
from coresearch.core.decisions import decision_to_json
from coresearch.journal.store import Journal

_WARM_UP = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Decide, append, decide, append; then print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=400, help="pairs")
    parser.add_argument(
        "--folder", type=Path, help="on which disk (default: temporary)"
    )
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        pairs = measure(folder, asked.times)
        print(_report(pairs, file_system(folder)))


def measure(folder: Path, times: int) -> Pairs:
    """So many decisions, each on a suggestion of its own, beside as many appends."""
    with (
        Journal(folder, ADA) as journal,
        contextlib.closing(_plain_file(folder / "floor.db")) as floor,
    ):
        with journal.writing():
            needed = range(times + _WARM_UP)
            ids = [journal.record_suggestion(suggestion(i)) for i in needed]
        waiting, numbers = iter(ids), iter(needed)
        return in_turns(
            lambda: _append(floor, next(numbers)),
            lambda: _decide(journal, next(waiting), len(ids)),
            times,
            _WARM_UP,
        )


def _decide(journal: Journal, identity: str, number: int) -> Cost:
    decision = accept(number)

    def durably() -> None:
        with journal.writing():
            journal.record_decision(identity, decision)

    return timed(durably)


# -- the floor ----------------------------------------------------------------------


def _plain_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE log(body TEXT NOT NULL)")
    return connection


def _append(floor: sqlite3.Connection, number: int) -> Cost:
    body = canonical_json(decision_to_json(accept(number)))

    def durably() -> None:
        floor.execute("BEGIN IMMEDIATE")
        floor.execute("INSERT INTO log(body) VALUES (?)", (body,))
        floor.execute("COMMIT")

    return timed(durably)


# -- what is printed ----------------------------------------------------------------


def _report(pairs: Pairs, disk: str) -> str:
    rows = [_row("wall", pairs.wall), _row("CPU", pairs.cpu)]
    header = (f"{len(pairs.other)} pairs", "decision ms", "append ms", "ratio (95 %)")
    lines = [table(header, rows), f"\nThe file system is {disk}."]
    if disk in ("tmpfs", "ramfs"):
        lines.append("Nothing is durable there: give --folder on a disk.")
    return "\n".join(lines)


def _row(name: str, ratio: Ratio) -> tuple[str, ...]:
    return (name, milliseconds(ratio.other), milliseconds(ratio.floor), str(ratio))


if __name__ == "__main__":
    main()
