"""Which system did how well on which item, read from a table of results."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Cell, Table, number, said
from coresearch.core.errors import BadInput


@dataclass(frozen=True)
class Grid:
    """Which system did how well on which item."""

    items: tuple[str, ...]
    systems: tuple[str, ...]
    scores: Mapping[tuple[int, int], float]
    """By item and system, 0 to 1: the mean of its rows; not all need to be there."""
    texts: Mapping[int, str]
    """What an item asks, where the table says it."""
    labels: Mapping[int, str]
    answers: Mapping[tuple[int, int], str]
    """What a system answered, where it always answered the same."""
    notes: tuple[str, ...] = ()

    @property
    def is_binary(self) -> bool:
        """Whether every score is right or wrong."""
        return all(score in (0.0, 1.0) for score in self.scores.values())

    def of_item(self, item: int) -> list[tuple[int, float]]:
        """System and score, for those that answered."""
        found = ((s, self.scores.get((item, s))) for s in range(len(self.systems)))
        return [(system, score) for system, score in found if score is not None]

    def of_system(self, system: int) -> list[float]:
        """Its scores, in the order of the items that it answered."""
        found = (self.scores.get((i, system)) for i in range(len(self.items)))
        return [score for score in found if score is not None]


def grid_of(table: Table, roles: Roles) -> Grid:
    """Items and systems of a table: a row for each pair, or a column for each system.

    Raises:
        BadInput: there are no items, or no scores between 0 and 1.
    """
    if not roles.item:
        raise BadInput(
            "No column names the items.",
            hint=f"Say which: --item COLUMN. There are: {', '.join(table.columns)}",
        )
    return _long(table, roles) if roles.arm else _wide(table, roles)


def _wide(table: Table, roles: Roles) -> Grid:
    known = {roles.item, roles.label, *roles.features}
    systems = [
        name for name in table.columns if name not in known and _is_score(table, name)
    ]
    if not systems:
        raise BadInput(
            "No column holds the scores of a system, between 0 and 1.",
            hint="A row for each item and system needs columns such as item, system "
            "and correct; or a column for each system",
        )
    names = table.labels([roles.item])
    items = list(dict.fromkeys(names))
    at = {name: n for n, name in enumerate(items)}
    sums: dict[tuple[int, int], list[float]] = defaultdict(list)
    for system, column in enumerate(systems):
        for row, cell in enumerate(table.columns[column]):
            value = number(cell)
            if value is not None:
                sums[at[names[row]], system].append(value)
    note = "every column with scores between 0 and 1 is taken for a system"
    return _grid(table, roles, items, systems, sums, {}, (note,))


def _is_score(table: Table, name: str) -> bool:
    values = [number(cell) for cell in table.columns[name] if cell is not None]
    return bool(values) and all(v is not None and 0 <= v <= 1 for v in values)


def _long(table: Table, roles: Roles) -> Grid:
    names, arms = table.labels([roles.item]), table.labels(roles.arm)
    items, systems = list(dict.fromkeys(names)), list(dict.fromkeys(arms))
    item_at = {name: n for n, name in enumerate(items)}
    system_at = {name: n for n, name in enumerate(systems)}
    has_answers = bool(roles.label and roles.prediction)
    column = next((m for m in roles.metrics if m in table.columns), "")
    if not has_answers and not (column and _is_score(table, column)):
        raise BadInput(
            "No column says how well each item was answered, between 0 and 1.",
            hint="Such as correct with 0 and 1; or name one: --metric COLUMN",
        )
    sums: dict[tuple[int, int], list[float]] = defaultdict(list)
    given: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in range(table.rows):
        key = item_at[names[row]], system_at[arms[row]]
        value = _row_score(table, roles, column, row)
        if value is not None:
            sums[key].append(value)
        if roles.prediction:
            given[key].add(said(table.columns[roles.prediction][row]))
    answers = {key: next(iter(one)) for key, one in given.items() if len(one) == 1}
    return _grid(table, roles, items, systems, sums, answers, ())


def _row_score(table: Table, roles: Roles, column: str, row: int) -> float | None:
    if column and _is_cell_score(table.columns[column][row]):
        return number(table.columns[column][row])
    if not (roles.label and roles.prediction):
        return None
    label, answer = (table.columns[c][row] for c in (roles.label, roles.prediction))
    return None if label is None else float(_same(label, answer))


def _is_cell_score(cell: Cell) -> bool:
    value = number(cell)
    return value is not None and 0 <= value <= 1


def _same(label: Cell, answer: Cell) -> bool:
    return said(label).strip().casefold() == said(answer).strip().casefold()


def _grid(
    table: Table,
    roles: Roles,
    items: Sequence[str],
    systems: Sequence[str],
    sums: Mapping[tuple[int, int], Sequence[float]],
    answers: Mapping[tuple[int, int], str],
    notes: tuple[str, ...],
) -> Grid:
    scores = {key: math.fsum(values) / len(values) for key, values in sums.items()}
    at = {name: n for n, name in enumerate(items)}
    names = table.labels([roles.item])
    texts: dict[int, str] = {}
    labels: dict[int, str] = {}
    asks = [name for name in roles.features if _is_text(table, name)]
    for row, name in enumerate(names):
        if asks:
            texts.setdefault(at[name], said(table.columns[asks[0]][row]))
        if roles.label:
            labels.setdefault(at[name], said(table.columns[roles.label][row]))
    missing = len(items) * len(systems) - len(scores)
    if missing:
        notes = (*notes, f"{missing} pairs of item and system have no score")
    return Grid(
        tuple(items), tuple(systems), scores, texts, labels, dict(answers), notes
    )


def _is_text(table: Table, name: str) -> bool:
    cells = [cell for cell in table.columns[name][:200] if cell is not None]
    words = [len(str(cell).split()) for cell in cells if isinstance(cell, str)]
    return bool(words) and sum(words) / len(cells) >= 3
