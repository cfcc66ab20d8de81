"""What pandas does to the columns of a table whose header is known."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from coresearch.diagnosis.origins.values import Items, Keyed, Literal, Table, Value

_SAME = frozenset({
    "copy", "sort_values", "head", "tail", "sample", "query",
    "drop_duplicates", "astype", "sort_index", "round",
    "infer_objects", "convert_dtypes", "nlargest", "nsmallest", "to_numpy",
})  # fmt: skip
_FILL = frozenset({
    "dropna", "fillna", "ffill", "bfill", "replace", "interpolate", "reindex",
})  # fmt: skip
Named = Mapping[str, Value | None]


def texts(value: Value | None) -> tuple[str, ...]:
    """The texts in a value: one, or those of a list."""
    if isinstance(value, Literal) and isinstance(value.value, str):
        return (value.value,)
    if isinstance(value, Items):
        return tuple(one for item in value.values for one in texts(item))
    return ()


def after(
    table: Table,
    method: str,
    arguments: tuple[Value | None, ...],
    named: Named,
    place: str,
) -> Table | None:
    """The table that a method gives; None where that is not plain."""  # fmt: skip
    first = arguments[0] if arguments else None
    if method in _SAME:
        return table
    if method in _FILL:
        return replace(table, is_filled=True)
    if method == "assign":
        return replace(table, columns=(*table.columns, *named))
    if method == "drop":
        names = texts(named.get("columns", None if "axis" not in named else first))
        return without(table, names, "was dropped at " + place)
    if method == "rename":
        new = named.get("columns")
        return _renamed(table, new, place) if isinstance(new, Keyed) else None
    if method == "set_index":
        names = texts(named.get("keys", first))
        return without(table, names, "is the index since " + place)
    if method == "reset_index":
        back = [name for name, why in table.gone.items() if "is the index" in why]
        gone = {name: why for name, why in table.gone.items() if name not in back}
        return replace(table, columns=(*back, *table.columns), gone=gone)
    if method == "merge" and isinstance(first, Table):
        return _merged(table, first, named, place)
    return None


def is_inplace(call: ast.Call) -> bool:
    """Whether a method changes its table, as the call says."""
    return any(
        one.arg == "inplace"
        and isinstance(one.value, ast.Constant)
        and one.value.value is True
        for one in call.keywords
    )


def grouped(table: Table, keys: tuple[str, ...], named: Named, place: str) -> Table:
    """After `groupby(keys).agg(…)`: the keys are the index, if it is not said else."""
    kept = tuple(named) or tuple(c for c in table.columns if c not in keys)
    gone = dict.fromkeys(keys, f"is the index since the groupby at {place}")
    gone |= {
        name: f"is none of the columns that the groupby at {place} makes"
        for name in table.columns
        if name not in kept and name not in keys
    }
    return replace(table, columns=kept, gone={**table.gone, **gone})


def without(table: Table, names: tuple[str, ...], why: str) -> Table:
    """The table less these columns."""
    return replace(
        table,
        columns=tuple(name for name in table.columns if name not in names),
        gone={**table.gone, **dict.fromkeys(names, why)},
    )


def spelt(table: Table, how: str, place: str) -> Table:
    """After `columns.str.lower()` and the like."""
    changes: Mapping[str, Callable[[str], str]] = {
        "lower": str.lower,
        "upper": str.upper,
        "strip": str.strip,
    }
    change = changes.get(how)
    if change is None:
        return table
    gone = {
        name: f"was made {change(name)!r} at {place}"
        for name in table.columns
        if change(name) != name
    }
    columns = tuple(change(name) for name in table.columns)
    return replace(table, columns=columns, gone={**table.gone, **gone})


def _renamed(table: Table, new: Keyed, place: str) -> Table:
    names = {
        old: value.value
        for old, value in new.entries.items()
        if isinstance(value, Literal) and isinstance(value.value, str)
    }
    gone = {
        old: f"was renamed {name!r} at {place}"
        for old, name in names.items()
        if old in table.columns
    }
    columns = tuple(names.get(name, name) for name in table.columns)
    return replace(table, columns=columns, gone={**table.gone, **gone})


def _merged(left: Table, right: Table, named: Named, place: str) -> Table:
    keys = texts(named.get("on")) or tuple(
        name
        for name in left.columns
        if name in right.columns and not {"left_on", "left_index"} & set(named)
    )
    suffixes = texts(named.get("suffixes")) or ("_x", "_y")
    both = [n for n in left.columns if n in right.columns and n not in keys]
    one, other = (*suffixes, "", "")[:2]
    gone = {
        name: f"is in both tables, so the merge at {place} made {name + one!r} and "
        f"{name + other!r} of it"
        for name in both
        if one and other
    }
    columns = (
        *keys,
        *(n + one if n in both else n for n in left.columns if n not in keys),
        *(n + other if n in both else n for n in right.columns if n not in keys),
    )
    return replace(left, columns=columns, gone={**left.gone, **right.gone, **gone})
