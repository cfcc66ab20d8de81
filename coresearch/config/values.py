"""A value as it was written, held against the type of the key that it is for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from enum import Enum
from types import NoneType
from typing import Any, TypeAlias, get_args, get_type_hints

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line, shorten

_Type: TypeAlias = Any  # what a field's annotation may be: classes, list-likes, unions
_Value: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a key may hold."""

    type: Any
    least: float
    most: float


def keys_of(section: type) -> dict[str, Wanted]:
    """For each key of a section, what it may hold."""
    hints = get_type_hints(section)
    return {item.name: _wanted(hints[item.name], item) for item in fields(section)}


def _wanted(kind: object, item: Field[Any]) -> Wanted:
    alternatives = [part for part in get_args(kind) if part is not NoneType]
    optional = NoneType in get_args(kind)
    return Wanted(
        alternatives[0] if optional else kind,
        item.metadata.get("least", -math.inf),
        item.metadata.get("most", math.inf),
    )


def checked(wanted: Wanted, raw: object, name: str) -> object:
    """The value, as its key's type has it.

    Raises:
        BadInput: it is of another kind, or beyond the bounds.
    """
    try:
        value = _converted(wanted.type, raw)
    except (TypeError, ValueError):
        said = f"{name} is {shorten(repr(raw), 60)}"
        raise BadInput(f"{said}; it must be {_named(wanted.type)}.") from None
    if isinstance(value, int | float) and not wanted.least <= value <= wanted.most:
        bounds = [f"at least {wanted.least}"] if wanted.least > -math.inf else []
        bounds += [f"at most {wanted.most}"] if wanted.most < math.inf else []
        raise BadInput(f"{name} is {raw}; it must be {' and '.join(bounds)}.")
    return value


def _converted(kind: _Type, raw: _Value) -> _Value:
    """`raw` as a value of `kind`.

    Raises:
        TypeError, ValueError: it is none.
    """
    parts = get_args(kind)
    if parts and isinstance(raw, list) and _is_list(kind):
        return tuple(_converted(parts[0], item) for item in raw)
    if parts and isinstance(raw, dict) and not _is_list(kind):
        return {key: _converted(parts[1], item) for key, item in raw.items()}
    if parts:
        raise TypeError
    if issubclass(kind, Enum):
        return kind(raw)
    if kind is float and type(raw) is int:
        return float(raw)
    if type(raw) is not kind or raw != raw:
        raise TypeError
    return raw


def _is_list(kind: _Type) -> bool:
    return getattr(kind, "__origin__", None) is tuple


def _named(kind: _Type) -> str:
    parts = get_args(kind)
    if _is_list(kind):
        return f"a list, each item {_named(parts[0])}"
    if parts:
        return f"a table, each value {_named(parts[1])}"
    if issubclass(kind, Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    names = {bool: "true or false", int: "a whole number", float: "a number"}
    return names.get(kind, "text")


_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def from_text(kind: _Type, text: str) -> object:
    """An environment variable as TOML would hold it; as it is if that is not clear.

    A list has commas between its items, a table is `key=value` with commas between.
    """
    parts = get_args(kind)
    if parts:
        items = [item.strip() for item in text.split(",") if item.strip()]
        if _is_list(kind):
            return [from_text(parts[0], item) for item in items]
        pairs = [item.partition("=") for item in items]
        return {key.strip(): from_text(parts[1], v.strip()) for key, _, v in pairs}
    if kind is bool and text.lower() in _YES + _NO:
        return text.lower() in _YES
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    return text


def unknown(said: str, name: str, known: Mapping[str, object]) -> BadInput:
    """The fault of a name that is not known, with the one that was meant perhaps."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
    return BadInput(f"{said} {one_line(name)}.", hint=hint)
