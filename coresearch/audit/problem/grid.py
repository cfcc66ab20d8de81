"""The grid of what was varied: which cells have results, and which are empty."""

from __future__ import annotations

import itertools
import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coresearch.audit.problem.tables import MOST_LEVELS, Record, Table

_MOST_CELLS = 2_000
_ITEMS = 50
"""Records in a cell beyond which they are of items, and not of runs."""
_ROWS = 16
_COLUMNS = 8
Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """What was varied in a table."""

    table: Table
    factors: Mapping[str, Levels]
    """Each that took several values, with these in order."""
    held: Mapping[str, str]
    """Each that had one value in all records."""
    following: Mapping[str, str]
    """Each that another one settles, with that other one."""
    cells: Mapping[Levels, tuple[Record, ...]]

    @property
    def size(self) -> int:
        """How many cells there would be."""
        return math.prod(map(len, self.factors.values()))

    @property
    def empty(self) -> list[Levels]:
        """The cells without a record; none where there are too many to name."""
        if self.size > _MOST_CELLS:
            return []
        every = itertools.product(*self.factors.values())
        return [cell for cell in every if cell not in self.cells]

    @property
    def is_by_item(self) -> bool:
        """Whether its records are of single items rather than of runs."""
        return len(self.table.records) > _ITEMS * max(1, len(self.cells))

    @property
    def measure(self) -> str:
        """What most records measured."""
        names = Counter(n for record in self.table.records for n in record.measures)
        return names.most_common(1)[0][0] if names else ""

    def named(self, cell: Levels) -> str:
        """`arm ours, k 5`."""
        pairs = zip(self.factors, cell, strict=True)
        return ", ".join(f"{name} {level}" for name, level in pairs)


def grid_of(table: Table) -> Grid:
    """The grid of a table."""
    names = list(dict.fromkeys(n for r in table.records for n in r.factors))
    levels = {
        n: list(dict.fromkeys(r.factors.get(n, "") for r in table.records))
        for n in names
    }
    held = {n: values[0] for n, values in levels.items() if len(values) == 1}
    varied = [n for n in names if 1 < len(levels[n]) <= MOST_LEVELS]
    following: dict[str, str] = {}
    for one, other in itertools.permutations(varied, 2):
        if one in following or other in following:
            continue
        if _settles(table.records, one, other):
            following[other] = one
    factors = {n: tuple(_ordered(levels[n])) for n in varied if n not in following}
    cells: dict[Levels, list[Record]] = {}
    for record in table.records:
        if factors:
            key = tuple(record.factors.get(name, "") for name in factors)
            cells.setdefault(key, []).append(record)
    frozen = {cell: tuple(records) for cell, records in cells.items()}
    return Grid(table, factors, held, following, frozen)


def _settles(records: Sequence[Record], one: str, other: str) -> bool:
    """Whether each level of one goes with a single level of the other.

    With one record for each level that says nothing.
    """
    pairs = {(r.factors.get(one, ""), r.factors.get(other, "")) for r in records}
    ones = {a for a, _ in pairs}
    others = {b for _, b in pairs}
    return len(pairs) == len(ones) == len(others) and len(records) > len(ones)


def _ordered(levels: Sequence[str]) -> list[str]:
    try:
        return sorted(levels, key=float)
    except ValueError:
        return list(levels)


def as_table(grid: Grid) -> Iterator[str]:
    """The grid in Markdown: records in each cell, and the mean of its measure."""
    names = list(grid.factors)
    narrow = [n for n in names if len(grid.factors[n]) <= _COLUMNS]
    across = min(narrow, key=lambda n: len(grid.factors[n])) if len(names) > 1 else ""
    if len(names) > 1 and not narrow:
        yield f"{grid.size:,} cells of {', '.join(names)}: too many to lay out.\n"
        return
    down = [n for n in names if n != across]
    columns = grid.factors[across] if across else ("records",)
    head = [*down, *(f"{across} {c}" if across else c for c in columns)]
    yield f"| {' | '.join(map(_safe, head))} |\n|{'---|' * len(head)}\n"
    rows = list(itertools.product(*(grid.factors[n] for n in down)))
    for row in rows[:_ROWS]:
        shown = []
        for column in columns:
            where = dict(zip(down, row, strict=True)) | (
                {across: column} if across else {}
            )
            cell = tuple(where[n] for n in names)
            shown.append(_cell(grid, grid.cells.get(cell, ())))
        yield f"| {' | '.join(map(_safe, [*row, *shown]))} |\n"
    if rows[_ROWS:]:
        yield f"\nand {len(rows) - _ROWS} more rows\n"


def _safe(text: str) -> str:
    return text.replace("|", "\\|")


def _cell(grid: Grid, records: Sequence[Record]) -> str:
    if not records:
        return "—"
    values = [r.measures[grid.measure] for r in records if grid.measure in r.measures]
    mean = f" · {statistics.fmean(values):.4g}" if values else ""
    return f"{len(records)}{mean}"


@dataclass(frozen=True, slots=True)
class Odd:
    """A value far from the others of its cell."""

    cell: Levels
    record: Record
    value: float
    middle: float
    count: int


def odd_values(grid: Grid) -> Iterator[Odd]:
    """Values beyond five times the median distance from the median, of five or more.

    Iglewicz and Hoaglin (1993) set 3.5 of their scaled distances, 5.2 of these.
    """
    for cell, records in () if grid.is_by_item else grid.cells.items():
        told = [r for r in records if grid.measure in r.measures]
        values = [r.measures[grid.measure] for r in told]
        if len(values) < 5:
            continue
        middle = statistics.median(values)
        spread = statistics.median(abs(value - middle) for value in values)
        for record, value in zip(told, values, strict=True):
            if spread and abs(value - middle) > 5.2 * spread:
                yield Odd(cell, record, value, middle, len(values))


def thin(grid: Grid) -> list[Levels]:
    """Cells with one record, where others have three or more."""
    counts = {cell: len(records) for cell, records in grid.cells.items()}
    if max(counts.values(), default=0) < 3:
        return []
    return [cell for cell, count in counts.items() if count == 1]
