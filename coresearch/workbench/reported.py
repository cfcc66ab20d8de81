"""Metrics that a run left in files, in the folder that `$CORESEARCH_RUN_DIR` names."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from coresearch.core.metrics import Metrics, flattened

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


def _take_in(text: str, metrics: Metrics) -> None:
    with suppress(ValueError, RecursionError):
        if found := dict(flattened(json.loads(text))):
            metrics.report(found)


def _is_readable(file: Path) -> bool:
    return file.is_file() and file.stat().st_size <= _LARGEST
