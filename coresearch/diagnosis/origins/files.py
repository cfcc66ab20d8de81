"""Files of the repository, as far as they say what a value is: headers, keys, cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coresearch.diagnosis.origins.values import Items, Keyed, Literal, Table, Value

_MOST_ROWS = 20_000
CONFIGS = (".yaml", ".yml", ".json")
TABLES = (".csv", ".tsv", ".tab", ".txt", ".dat", ".jsonl")
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})
"""How pandas takes a cell for missing, in small letters; not all of its ways."""
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table."""

    path: str
    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} (column {self.column})"


def header(text: str, separator: str = ",") -> tuple[str, ...]:
    """The names in the first line, as they stand there."""
    row: list[str] = next(csv.reader(text.splitlines()[:1], delimiter=separator), [])
    return tuple(row)


def rows(text: str, separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The lines below the header with their numbers; blank ones are empty."""
    reader = csv.reader(text.splitlines()[1 : _MOST_ROWS + 1], delimiter=separator)
    for row in reader:
        yield reader.line_num + 1, row


def other_separator(columns: tuple[str, ...]) -> tuple[str, str]:
    """What separates a header that was read as one name, and what it is called."""
    if len(columns) != 1:
        return "", ""
    for sign, name in _SEPARATORS.items():
        if sign in columns[0]:
            return sign, name
    return "", ""


def cells(path: str, text: str, separator: str = ",") -> Iterator[Cell]:
    """Every cell, line by line; a short line's missing ones are left out."""
    names = header(text, separator)
    for line, row in rows(text, separator):
        for name, value in zip(names, row, strict=False):
            yield Cell(path, line, name.strip("\ufeff "), value.strip())


def where_it_stands(
    wanted: str, paths: tuple[str, ...], read: Callable[[str], str | None]
) -> list[Cell]:
    """The cells of the repository's tables that hold this text, the first few."""
    found: list[Cell] = []
    for path in paths[:2000]:
        if not path.endswith(TABLES[:3]):
            continue
        text = read(path)
        if text is None or wanted not in text:
            continue
        separator = other_separator(header(text))[0] or ","
        for cell in cells(path, text, separator):
            if cell.text == wanted:
                found.append(cell)
            if len(found) >= 5:
                return found
    return found


def missing_cells(table: Table, text: str) -> list[Cell]:
    """The cells without a value, of the columns that are still used."""
    return [
        cell
        for cell in cells(table.path, text, table.separator)
        if cell.column in table.columns and cell.text.lower() in MISSING
    ]


def short_rows(text: str, separator: str = ",") -> list[tuple[int, int]]:
    """Lines with fewer fields than the header, and how many they have."""
    width = len(header(text, separator))
    return [(line, len(row)) for line, row in rows(text, separator) if len(row) < width]


def config(path: str, text: str) -> Value | None:
    """What a YAML or JSON file holds, values with their lines; None if it is broken."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return _composed(node, path) if node is not None else None
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _composed(node: object, path: str) -> Value | None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return Keyed(
            {str(key.value): _composed(value, path) for key, value in node.value},
            path if node.start_mark.line == 0 else f"{path}:{node.start_mark.line}",
            is_file=True,
        )
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_composed(one, path) for one in node.value))
    if isinstance(node, yaml.ScalarNode):
        # One of the plain kinds; a date or the like stays the text that it is.
        kind = node.tag.rpartition(":")[2]
        value: object = node.value
        if kind in ("int", "float", "bool", "null"):
            value = yaml.safe_load(node.value)
        return Literal(value, f"{path}:{node.start_mark.line + 1}")
    return None
