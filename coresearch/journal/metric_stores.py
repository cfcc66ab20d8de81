"""What other programs' SQLite files say of metrics: MLflow's and trackio's stores.

They are read where they are, and never written to. Their schema is another program's:
where it is not as expected, nothing is said.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from coresearch.core.metrics import flattened

Point = tuple[str, float | None, float]
"""Name, step, value."""

_MLFLOW = """
    SELECT m.key, m.step, m.value, m.is_nan FROM metrics m
    WHERE m.timestamp >= ? ORDER BY m.timestamp, m.step
"""
_TRACKIO = "SELECT step, metrics FROM metrics WHERE timestamp >= ? ORDER BY id"


def stored_metrics(file: Path, since: float) -> Iterator[Point]:
    """The points in a store that were written at or after `since` (s, epoch)."""
    with suppress(sqlite3.Error, OSError, ValueError):
        if not _is_sqlite(file):
            return
        address = f"file:{quote(str(file))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=2)) as store:
            columns = {row[1] for row in store.execute("PRAGMA table_info(metrics)")}
            if {"key", "value", "run_uuid", "is_nan"} <= columns:
                yield from _mlflow(store, since)
            elif {"run_name", "step", "metrics", "timestamp"} <= columns:
                yield from _trackio(store, since)


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0"


def _mlflow(store: sqlite3.Connection, since: float) -> Iterator[Point]:
    for key, step, value, is_nan in store.execute(_MLFLOW, (int(since * 1000),)):
        yield str(key), step, math.nan if is_nan else value


def _trackio(store: sqlite3.Connection, since: float) -> Iterator[Point]:
    begun = datetime.fromtimestamp(since, UTC).isoformat(timespec="seconds")[:19]
    for step, text in store.execute(_TRACKIO, (begun,)):
        with suppress(ValueError):
            for name, value in flattened(json.loads(text)):
                yield name, step, value
