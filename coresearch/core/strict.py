"""Whether a value that somebody else wrote has the type that it says it has."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints


def is_typed(value: object) -> bool:
    """Whether every field of a dataclass's instance, to any depth, fits its type."""
    hints = _hints(type(value))  # type: ignore[arg-type] # every class has a hash
    return all(
        _fits(getattr(value, one.name), hints[one.name])
        for one in fields(value)  # type: ignore[arg-type] # the caller has one
    )


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)


def _fits(value: object, hint: object) -> bool:
    origin, given = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(value, one) for one in given)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(one, given[0]) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            _fits(key, given[0]) and _fits(one, given[1]) for key, one in value.items()
        )
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return (
        isinstance(hint, type)
        and isinstance(value, hint)
        and (not is_dataclass(value) or is_typed(value))
    )
