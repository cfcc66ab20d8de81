"""A check for drift: a script of its own, with what is usual in the data in it.

What a column's shares of rows in bins are, and how far beyond chance those of single
tenths of the data, in the order in which they lie in the file, stray from all the rest:
data that move by themselves are not told to have drifted where they move no further.
"""

from __future__ import annotations

import bisect
import json
import math
import statistics
from collections.abc import Sequence
from typing import Any

from coresearch.analysis.table import Cell, Table, number, said
from coresearch.core.text import one_line
from coresearch.prompts import filled_form
from coresearch.workbench.integration.sheet import (
    MOST_COLUMNS,
    MOST_VALUES,
    Column,
    columns_of,
)
from coresearch.workbench.project import Project

_BINS = 10
_BLOCKS = 10
_LEAST_BLOCK = 50
"""Rows: in fewer, chance alone moves every share."""
_FLOOR = 0.1
"""Of what is taken for usual: less is no drift that matters."""
LEAST_ROWS = 100
"""For a reference, likewise."""

Watched = dict[str, Any]
"""`kind`, its `edges` or `values`, `shares`, and where blocks can tell `usual`."""


def check_text(project: Project, table: Table, name: str, target: str) -> str:
    """The script; nothing where there are too few rows or nothing to watch."""
    reference = reference_of(table)
    if table.rows < LEAST_ROWS or not reference:
        return ""
    values = {
        "path": one_line(name).replace("\\", "/").replace('"', "'"),
        "name": target,
        "rows": table.rows,
        "blocks": _BLOCKS if table.rows >= _BLOCKS * _LEAST_BLOCK else 0,
        "reference": json.dumps(reference, indent=1).replace('"""', "'''"),
    }
    return filled_form("offline/drift_check.py.jinja", values, project.checkout.home)


def reference_of(table: Table) -> dict[str, Watched]:
    """What is usual of each column that can be watched."""
    found: dict[str, Watched] = {}
    for column in columns_of(table)[:MOST_COLUMNS]:
        if (watched := _watched(column)) is not None:
            found[column.name] = watched
    return found


def _watched(column: Column) -> Watched | None:
    numbers, counts = column.numbers, column.counts
    if len(set(numbers)) > MOST_VALUES:
        edges = sorted(set(statistics.quantiles(numbers, n=_BINS)))
        own: Watched = {"kind": "numbers", "edges": edges}
        own |= {"least": numbers[0], "most": numbers[-1]}
    elif 1 < len(counts) <= MOST_VALUES:
        own = {"kind": "values", "values": [one for one, _ in counts.most_common()]}
    else:
        return None
    bins = [_bin(own, value) for value in column.cells]
    size = _last_bin(own) + 1
    own["shares"] = _shares(bins, size)
    if len(bins) >= _BLOCKS * _LEAST_BLOCK:
        own["usual"] = round(max(_FLOOR, *_strays(bins, size)), 4)
    return own


def _last_bin(own: Watched) -> int:
    parts = own["edges"] if own["kind"] == "numbers" else own["values"]
    return len(parts) + 1


def _bin(own: Watched, value: Cell) -> int:
    """The bin of a value; the last is what is missing."""
    if value is None:
        return _last_bin(own)
    if own["kind"] == "numbers":
        return bisect.bisect_right(own["edges"], number(value) or 0.0)
    return int(own["values"].index(said(value)))


def _shares(bins: Sequence[int], size: int) -> list[float]:
    counts = [0] * size
    for one in bins:
        counts[one] += 1
    return [count / len(bins) for count in counts]


def _strays(bins: Sequence[int], size: int) -> list[float]:
    """Of each block of rows, in order, the PSI against all others beyond chance."""
    found = []
    for block in range(_BLOCKS):
        start, end = (len(bins) * k // _BLOCKS for k in (block, block + 1))
        inside, outside = bins[start:end], [*bins[:start], *bins[end:]]
        before, now = _shares(outside, size), _shares(inside, size)
        moved = psi(before, now, len(outside), len(inside))
        found.append(moved - by_chance(size, len(outside), len(inside)))
    return found


def by_chance(bins: int, rows_before: int, rows: int) -> float:
    """What the index exceeds 1 time in 1,000 without any change.

    Without change PSI times n m / (n + m) is about chi-square (Yurdakul, 2018), whose
    quantile is Wilson and Hilferty's.
    """
    free = max(1, bins - 1)
    chi = free * (1 - 2 / (9 * free) + 3.09 * math.sqrt(2 / (9 * free))) ** 3
    return chi * (1 / rows_before + 1 / rows)


def psi(
    before: Sequence[float], now: Sequence[float], rows_before: int, rows: int
) -> float:
    """The population stability index; shares of nothing are taken as half a row."""
    total = 0.0
    for old, new in zip(before, now, strict=True):
        old, new = max(old, 0.5 / rows_before), max(new, 0.5 / rows)
        total += (new - old) * math.log(new / old)
    return total
