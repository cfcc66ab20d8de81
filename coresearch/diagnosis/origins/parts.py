"""What is inside a value: an item, a key, a column; two texts or numbers as one."""

from __future__ import annotations

import ast
import posixpath
from dataclasses import replace

from coresearch.diagnosis.origins import tables
from coresearch.diagnosis.origins.values import (
    Column,
    Items,
    Keyed,
    Literal,
    Row,
    Stream,
    Table,
    Value,
)


def part(base: Value | None, key: Value | None) -> Value | None:
    """`base[key]`."""
    names = tables.texts(key)
    match base:
        case Keyed() if isinstance(key, Literal):
            return base.entries.get(str(key.value))
        case Items() if isinstance(key, Literal) and isinstance(key.value, int):
            inside = -len(base.values) <= key.value < len(base.values)
            return base.values[key.value] if inside else None
        case Table() if isinstance(key, Items) and names:
            return replace(base, columns=names)
        case Table() if names:
            return Column(base, names[0])
        case Table():
            return base  # some of its rows
        case Row() if names:
            return Column(base.table, names[0])
    return None


def attribute(base: Value | None, name: str) -> Value | None:
    """`base.name`."""
    match base:
        case Keyed():
            return base.entries.get(name)
        case Table() if name in ("loc", "iloc", "values", "T"):
            return base
        case Table() if name in base.columns:
            return Column(base, name)
    return None


def item_of(value: Value | None) -> Value | None:
    """What a loop over it gives, where all items are of one kind."""
    if isinstance(value, Items) and len(value.values) == 1:
        return value.values[0]
    return value if isinstance(value, Stream) else None


def joined(
    left: Value | None, op: ast.operator, right: Value | None, place: str
) -> Literal | None:
    """Two texts put together, also with `/`; two whole numbers."""
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    one, other = left.value, right.value
    if isinstance(one, str) and isinstance(other, str):
        if isinstance(op, ast.Div):
            return Literal(posixpath.join(one, other), place)
        if isinstance(op, ast.Add):
            return Literal(one + other, place)
    if isinstance(one, int) and isinstance(other, int):
        if isinstance(op, ast.Mult) and abs(one * other) < 10**12:
            return Literal(one * other, place)
        if isinstance(op, ast.Add):
            return Literal(one + other, place)
    return None
