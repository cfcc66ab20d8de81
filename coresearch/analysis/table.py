"""A table of results: named columns of equal length."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Cell: TypeAlias = str | float | int | bool | None
"""What a cell holds; None where there is nothing."""

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_SHARE = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s?%")
_WORDS: dict[str, Cell] = {
    "": None, "na": None, "n/a": None, "null": None, "none": None, "-": None,
    "nan": math.nan, "inf": math.inf, "+inf": math.inf, "-inf": -math.inf,
    "infinity": math.inf, "-infinity": -math.inf, "true": True, "false": False,
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Results as they were read."""

    columns: Mapping[str, Sequence[Cell]]
    rows: int
    notes: tuple[str, ...] = field(default=())
    """What had to be taken in some way when it was read, in sentences."""
    _labels: dict[tuple[str, ...], list[str]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What was asked for before: with a million rows it is dear."""

    def distinct(self, name: str, most: int = 1_000_000) -> list[Cell]:
        """The values of a column, in the order of their first row; None aside.

        At most one more than `most`.
        """
        found: dict[Cell, None] = {}
        for value in self.columns[name]:
            if value is not None and value not in found:
                found[value] = None
                if len(found) > most:
                    break
        return list(found)

    def labels(self, names: Sequence[str]) -> list[str]:
        """For each row the values of these columns as one text."""
        key = tuple(names)
        if key not in self._labels:
            self._labels[key] = self._joined(key)
        return self._labels[key]

    def _joined(self, names: tuple[str, ...]) -> list[str]:
        if not names:
            return [""] * self.rows
        if len(names) == 1:
            known: dict[object, str] = {}
            column = self.columns[names[0]]
            return [
                value if isinstance(value, str) else _known(known, value)
                for value in column
            ]
        joined = zip(*(self.labels([name]) for name in names), strict=True)
        return [", ".join(parts) for parts in joined]


def _known(known: dict[object, str], value: Cell) -> str:
    key = (value.__class__, value)
    if key not in known:
        known[key] = said(value)
    return known[key]


def said(value: Cell) -> str:
    """A cell as text; a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def table_of(rows: Iterable[Mapping[str, Cell]], notes: tuple[str, ...] = ()) -> Table:
    """A table of rows that need not all have the same fields."""
    columns: dict[str, list[Cell]] = {}
    count = 0
    for row in rows:
        for name, value in row.items():
            column = columns.get(name)
            if column is None:
                column = columns[name] = [None] * count
            column.append(value)
        count += 1
        if len(row) != len(columns):
            for column in columns.values():
                if len(column) < count:
                    column.append(None)
    return Table(columns, count, notes)


def parsed(text: str) -> Cell:
    """A cell of a text file: a number, a truth value, nothing, or the text."""
    stripped = text.strip()
    if _NUMBER.fullmatch(stripped):
        try:
            return int(stripped) if stripped.lstrip("+-").isdigit() else float(stripped)
        except ValueError:  # digits of another script, or thousands of them
            return text
    word = stripped.lower()
    if word in _WORDS:
        return _WORDS[word]
    if share := _SHARE.fullmatch(stripped):
        return float(share[1]) / 100
    return text


def number(cell: Cell) -> float | None:
    """What a cell measures; None where it is no finite number."""
    if isinstance(cell, str) or cell is None:
        return None
    try:
        value = float(cell)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def widened(table: Table) -> Table:
    """A row for each `metric` and `value` made into a column for each metric."""
    columns = table.columns
    if not {"metric", "value"} <= columns.keys():
        return table
    keys = [name for name in columns if name not in ("metric", "value")]
    rows: dict[tuple[Cell, ...], dict[str, Cell]] = {}
    for number_ in range(table.rows):
        key = tuple(columns[name][number_] for name in keys)
        row = rows.setdefault(key, dict(zip(keys, key, strict=True)))
        name = said(columns["metric"][number_]) or "value"
        if name in row:
            return table  # the same twice: the person must say what the rows are
        row[name] = columns["value"][number_]
    return table_of(rows.values(), (*table.notes, "one row for each metric and value"))


def joined(tables: Mapping[str, Table]) -> Table:
    """Several tables, by name, as one with a column `source_file`."""
    if len(tables) == 1:
        return next(iter(tables.values()))
    rows = (
        {"source_file": name, **dict(zip(table.columns, cells, strict=True))}
        for name, table in tables.items()
        for cells in zip(*table.columns.values(), strict=True)
    )
    notes = tuple(f"{name}: {n}" for name, table in tables.items() for n in table.notes)
    return table_of(rows, notes)
