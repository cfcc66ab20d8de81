"""What can be known of a value without running anything; None is: nothing."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, truth or nothing that is written somewhere."""

    value: object
    place: str = ""
    """`config.yaml:3`, or `train.py:8`."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A dictionary: of a file, or written in code."""

    entries: Mapping[str, Value | None]
    place: str
    """`config.yaml`, or `checkpoints.py:6`."""
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list or tuple whose items are known, each or not."""

    values: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """An open file, or its text."""

    path: str
    encoding: str = ""
    place: str = ""
    """Where in the code it was opened."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with named columns, read from a file."""

    path: str
    columns: tuple[str, ...]
    place: str
    """Where in the code it was read."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """Columns that it no longer has, and what became of them, as a sentence."""
    separator: str = ","
    encoding: str = ""
    has_dates: bool = False
    """Whether columns were made dates when it was read."""
    is_filled: bool = False
    """Whether rows or cells without values were dropped or filled since."""
    node: ast.Call | None = None
    """The call that read it."""
    last: ast.Call | None = None
    """The call that changed its columns last, and the file in which it stands."""
    last_path: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    table: Table
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as a dictionary."""

    table: Table


@dataclass(frozen=True, slots=True)
class Made:
    """What a call gave that is known by its name and arguments alone."""

    by: str
    """`torch.utils.data.DataLoader`; for an own class its name."""
    arguments: tuple[Value | None, ...]
    keywords: Mapping[str, Value | None]
    place: str
    node: ast.Call


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class of the project."""

    path: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


Value = Literal | Keyed | Items | Stream | Table | Column | Row | Made | Function
