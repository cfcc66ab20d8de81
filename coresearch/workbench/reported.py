"""Metrics that a run left in files: its own reports, and other programs' stores."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coresearch.core.event_files import scalars
from coresearch.core.metrics import Metrics, flattened
from coresearch.core.runs import WrittenFile
from coresearch.journal.metric_stores import stored_metrics

_LARGEST = 100_000_000
"""Bytes of a file that is read."""


def read_reports(folder: Path, metrics: Metrics) -> None:
    """Take in `metrics.json` and every `*.jsonl`; a torn last line is passed over."""
    for file in sorted(folder.glob("*.jsonl")):
        if not _is_readable(file):
            continue
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                _take_in(line, metrics)
    summary = folder / "metrics.json"
    if _is_readable(summary):
        _take_in(summary.read_text("utf-8", "replace"), metrics)


def read_stores(
    root: Path, files: Iterable[WrittenFile], since: float, metrics: Metrics
) -> None:
    """Take in what TensorBoard's event files, MLflow's and trackio's stores say.

    `files` are those that were written since (s, epoch) the run began. What the run has
    reported itself under the same name holds.
    """
    known = set(metrics.series)
    for file in files:
        path = root / file.path
        if file.size > _LARGEST:
            continue
        for name, step, value in _points(path, since):
            if name not in known:
                given = {} if step is None else {"step": step}
                metrics.report({**given, name: value})


def _points(path: Path, since: float) -> Iterable[tuple[str, float | None, float]]:
    if ".tfevents." in path.name:
        with suppress(OSError):
            return scalars(path.read_bytes())
    if path.suffix in (".db", ".sqlite", ".sqlite3"):
        return stored_metrics(path, since)
    return ()


def _take_in(text: str, metrics: Metrics) -> None:
    with suppress(ValueError, RecursionError):
        if found := dict(flattened(json.loads(text))):
            metrics.report(found)


def _is_readable(file: Path) -> bool:
    return file.is_file() and file.stat().st_size <= _LARGEST
