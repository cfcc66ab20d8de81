"""A data sheet: what can be counted in a table of data, and blanks for the rest."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coresearch.analysis.table import Cell, Table, number, said
from coresearch.core.canonical import sha256
from coresearch.core.text import shorten
from coresearch.prompts import filled_form
from coresearch.workbench.project import Project
from coresearch.workbench.writing.draft import cell

_PEOPLE = re.compile(
    r"(?:^|_)(?:(?:first|last|full|user)?_?name|e?_?mail|phone|address|birth|dob|gender|"
    r"sex|age|race|ethnicity|religion|ssn|passport|patient|zip|postcode|ip)(?:_|$)"
)
MOST_COLUMNS = 60
MOST_VALUES = 20
"""Of a column that is no text."""


@dataclass(frozen=True)
class Column:
    """One column of a table of data."""

    name: str
    cells: Sequence[Cell]

    @property
    def missing(self) -> int:
        """How many rows have nothing there."""
        return sum(value is None for value in self.cells)

    @property
    def numbers(self) -> list[float]:
        """Its values, if all that are there are numbers; else none."""
        there = [value for value in self.cells if value is not None]
        measured = (number(each) for each in there if not isinstance(each, bool))
        found = [value for value in measured if value is not None]
        return sorted(found) if found and len(found) == len(there) else []

    @property
    def counts(self) -> Counter[str]:
        """How often it has each value."""
        return Counter(said(value) for value in self.cells if value is not None)


def columns_of(table: Table) -> list[Column]:
    """The columns of a table, in order."""
    return [Column(name, cells) for name, cells in table.columns.items()]


def sheet_text(project: Project, table: Table, data: Path, name: str) -> str:
    """The sheet in Markdown."""
    columns = columns_of(table)
    rows = Counter(zip(*table.columns.values(), strict=True))
    people = [one.name for one in columns if _PEOPLE.search(_words(one.name))]
    values = {
        "name": PurePosixPath(name).stem,
        "path": f"`{name}`",
        "digest": sha256(data.read_bytes())[:16],
        "rows": f"{table.rows:,}",
        "count": len(columns),
        "copies": sum(count - 1 for count in rows.values()),
        "columns": [_described(one, table.rows) for one in columns[:MOST_COLUMNS]],
        "people": (
            f"by their names {', '.join(map(cell, people[:8]))}: `<consent, and why "
            "each is needed>`"
            if people
            else ""
        ),
    }
    return filled_form("offline/data-sheet.md", values, project.checkout.home)


def _words(name: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)).casefold()


def _described(column: Column, rows: int) -> dict[str, str]:
    numbers, counts = column.numbers, column.counts
    if numbers:
        kind = "numbers"
        middle = statistics.median(numbers)
        shown = f"{numbers[0]:g} to {numbers[-1]:g}, half below {middle:g}"
    elif len(counts) <= MOST_VALUES:
        kind = "one of a few"
        shown = ", ".join(
            f"{shorten(value, 20)} ({count})" for value, count in counts.most_common(5)
        ) + (" …" if len(counts) > 5 else "")
    else:
        kind = "text"
        shown = f"{len(counts):,} different"
    missing = f"{column.missing / rows:.1%}" if column.missing else "none"
    return {
        "name": cell(column.name),
        "kind": kind,
        "missing": missing,
        "shown": cell(shown),
    }
