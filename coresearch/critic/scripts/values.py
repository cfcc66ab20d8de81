"""What is known of a value in a script, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, replace

WHOLE, CUT = "whole", "cut"
"""Data that were not split, and a part of a split whose role is not known."""


@dataclass(frozen=True, slots=True)
class Value:
    """An abstract value; what is not known is empty."""

    parts: frozenset[str] = frozenset()
    """The parts of the data it comes from: whole, cut, train, valid, test."""
    fits: frozenset[int] = frozenset()
    """Numbers of the `Fit`s whose statistics went into it."""
    stats: frozenset[int] = frozenset()
    """Numbers of statistics, by hand, that it *is*: `X.mean()`."""
    drawn: bool = False
    """Whether it is nothing but random numbers, several of them."""
    kind: str = ""
    """For an object, the full name of what made it."""
    path: str = ""
    """As a path: its text, with `{…}` for what is not constant."""
    items: tuple[Value, ...] | None = None
    function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None = None
    maker: ast.Call | None = None
    """For an object, the call that made it."""


NOTHING = Value()


def join(values: Iterable[Value]) -> Value:
    """What comes of several values: whatever went into any of them."""
    parts: set[str] = set()
    fits: set[int] = set()
    stats: set[int] = set()
    for value in values:
        parts |= value.parts
        fits |= value.fits
        stats |= value.stats
        if value.items:
            inner = join(value.items)
            parts |= inner.parts
            fits |= inner.fits
            stats |= inner.stats
    return Value(frozenset(parts), frozenset(fits), frozenset(stats))


def named_part(value: Value, part: str) -> Value:
    """`value` under a name that speaks of a part of the data.

    What is known already to be of the test data stays so, whatever it is called.
    """
    known = value.parts - {WHOLE, CUT}
    if not part or part in known or "test" in known:
        return value
    if known and (part == "train" or value.stats):
        return value
    return replace(value, parts=frozenset({part}))


@dataclass(frozen=True, slots=True)
class Fit:
    """A place where something learns from data."""

    node: ast.AST
    kind: str
    """The full name of what is fitted; `statistic` if it is done by hand."""
    data: Value
    model: bool
    """Whether it is a model, and not a preparation of data."""


@dataclass(frozen=True, slots=True)
class Use:
    """A call of interest, with its arguments as values."""

    node: ast.Call
    name: str
    """Full name of the function."""
    receiver: Value
    args: tuple[Value, ...]
    keywords: dict[str, Value]
    reached: bool
    """Whether running the script runs it, as far as can be seen."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A file that is read or written."""

    node: ast.AST
    path: str
    mode: str
    """As `open` has it."""
    order: int
    loops: tuple[str, ...]
    """Names of the loop variables around it."""
