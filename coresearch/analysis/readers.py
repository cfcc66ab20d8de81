"""Result files as tables: CSV, JSON and JSON lines. Whatever is odd in one is said."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from coresearch.analysis.table import Cell, Table, parsed, table_of
from coresearch.core.errors import BadInput
from coresearch.core.text import counted, shorten

_COMMA = re.compile(r"[+-]?\d*,\d+")
_LONGEST_FIELD = 1 << 24
_DEEPEST = 4
_MOST_KNOWN = 200_000
_LISTS = ("results", "rows", "runs", "records", "data", "items", "cases")


def read_csv(text: str) -> Table:
    """Rows under a header, parted by commas, semicolons, tabs or bars.

    Raises:
        BadInput: no header, a row longer than it, quotes that do not end.
    """
    head = text[: text.find("\n") + 1 or len(text)]
    mark = max(",;\t|", key=head.count) if head.strip() else ","
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        return _under_header(rows, mark)
    except csv.Error as error:
        raise BadInput(f"Line {rows.line_num} is no CSV: {error}.") from None


def _under_header(rows: Any, mark: str) -> Table:  # noqa: ANN401  (csv's own type)
    names = _own_names(next(rows, []))
    if not names:
        raise BadInput("The table is empty.", hint="Its first line names the columns.")
    cell = _commas if mark == ";" else parsed
    columns: list[list[Cell]] = [[] for _ in names]
    known: list[dict[str, Cell]] = [{} for _ in names]
    wide, count, short = len(names), 0, 0
    for row in rows:
        if len(row) != wide:
            if not row:
                continue
            if len(row) > wide:
                raise BadInput(
                    f"Line {rows.line_num} has {len(row)} fields, and the header "
                    f"{wide}.",
                    hint="Mend the file: no row is left out without saying so.",
                )
            short += 1
            row = [*row, *[""] * (wide - len(row))]
        for column, memory, text in zip(columns, known, row, strict=True):
            if text in memory:
                column.append(memory[text])
                continue
            value = cell(text)
            if len(memory) < _MOST_KNOWN:
                memory[text] = value
            column.append(value)
        count += 1
    notes = (f"{counted(short, 'row')} shorter than the header",) if short else ()
    return Table(dict(zip(names, columns, strict=True)), count, notes)


def _commas(text: str) -> Cell:
    return parsed(text.replace(",", ".") if _COMMA.fullmatch(text.strip()) else text)


def _own_names(header: list[str]) -> list[str]:
    """Names that are all there and all different."""
    names: list[str] = []
    for number, given in enumerate(header, 1):
        name = given.strip() or f"column {number}"
        while name in names:
            name += "'"
        names.append(name)
    return names if any(given.strip() for given in header) else []


def read_jsonl(text: str) -> Table:
    """An object on each line; a last line that was torn is left out, and said.

    Raises:
        BadInput: a line that is no object.
    """
    notes: list[str] = []
    return replace(table_of(_objects(text, notes)), notes=tuple(notes))


def _objects(text: str, notes: list[str]) -> Iterator[Mapping[str, Cell]]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            if number == len(lines):
                notes.append(f"line {number} was cut off, and is left out")
                return
            raise BadInput(
                f"Line {number} is no JSON: {shorten(line, 60)}",
                hint="Each line of a .jsonl file is an object.",
            ) from None
        if not isinstance(found, dict):
            raise BadInput(f"Line {number} is no JSON object: {shorten(line, 60)}")
        yield _flat(found)


def read_json(text: str) -> Table:
    """A list of objects, an object of columns, or an object that holds such a list.

    Raises:
        BadInput: it is no JSON, or none of these.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):
            return read_jsonl(text)
        raise BadInput(f"It is no JSON: {error}.") from None
    rows = _list_in(found)
    if rows is not None:
        return table_of(_flat(row) for row in rows)
    if isinstance(found, dict) and found:
        lists = [value for value in found.values() if isinstance(value, list)]
        if len(lists) == len(found) and len({len(one) for one in lists}) == 1:
            columns = {k: [_cell(v) for v in found[k]] for k in found}
            return Table(columns, len(lists[0]))
        if not any(isinstance(value, list | dict) for value in found.values()):
            return table_of([_flat(found)])
        if all(isinstance(value, dict) for value in found.values()):
            return table_of({"name": k, **_flat(v)} for k, v in found.items())
    raise BadInput(
        "No table was found in it.",
        hint='Such as [{"arm": "a", "seed": 0, "accuracy": 0.8}, …]',
    )


def _list_in(found: object) -> list[dict[str, Any]] | None:
    """The list of objects that it is, or the one that it holds."""
    if isinstance(found, dict):
        fits = [one for one in map(_list_in, found.values()) if one is not None]
        named = [found[name] for name in _LISTS if name in found]
        named = [one for one in named if _list_in(one) is not None]
        return named[0] if named else fits[0] if len(fits) == 1 else None
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    return None


def _flat(row: Mapping[str, Any], above: str = "", depth: int = 0) -> dict[str, Cell]:
    """`{"val": {"acc": 1}}` as `val.acc`; lists as their JSON."""
    found: dict[str, Cell] = {}
    for name, value in row.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            found.update(_flat(value, f"{above}{name}.", depth + 1))
        else:
            found[f"{above}{name}"] = _cell(value)
    return found


def _cell(value: Any) -> Cell:  # noqa: ANN401  (whatever JSON holds)
    if value is None or isinstance(value, float | int | bool):
        return value
    if isinstance(value, str):
        return value if value.strip() else None
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


READERS: Mapping[str, Callable[[str], Table]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
"""By the end of a file's name."""
