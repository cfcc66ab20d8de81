"""Cases that are in the training data and in the test data, or have two labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coresearch.analysis.roles import Roles
from coresearch.analysis.table import Table

_APART = re.compile(r"[\W_]+")
_INPUTS = frozenset({
    "text", "question", "prompt", "input", "inputs", "sentence", "query", "document",
    "content", "passage", "code", "problem_text",
})  # fmt: skip
_TRAIN = frozenset({"train", "training", "fit"})
_FEWEST_NUMBERS = 3
"""Columns of numbers that must agree before two cases are called the same."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What the inputs of cases say, letters' case, white space and marks aside."""

    columns: tuple[str, ...]
    tested: int
    """Different inputs outside of the training data."""
    in_both: int
    """Of these the ones that the training data has too."""
    pairs: tuple[tuple[int, int], ...]
    """The rows of some, in training and outside."""
    contradictions: tuple[tuple[int, int], ...]
    """Rows with one input and two labels."""
    contradicting: int


def duplicates(table: Table, roles: Roles, most: int = 5) -> Duplicates | None:
    """What is found among the inputs; None where no column holds them."""
    columns = _inputs(table, roles)
    if not columns:
        return None
    parts = table.labels([roles.split]) if roles.split else [""] * table.rows
    labels = table.labels([roles.label]) if roles.label else [""] * table.rows
    train: dict[int, int] = {}
    test: dict[int, int] = {}
    first: dict[int, int] = {}
    against: dict[int, tuple[int, int]] = {}
    for row, key in enumerate(_keys(table, columns)):
        if key is None:
            continue
        side = train if parts[row].lower() in _TRAIN else test
        side.setdefault(key, row)
        before = first.setdefault(key, row)
        if roles.label and labels[before] != labels[row]:
            against.setdefault(key, (before, row))
    common = [key for key in test if key in train]
    pairs = tuple((train[key], test[key]) for key in common[:most])
    shown = tuple(against.values())[:most]
    return Duplicates(columns, len(test), len(common), pairs, shown, len(against))


def _inputs(table: Table, roles: Roles) -> tuple[str, ...]:
    """Columns of text so named, else all properties of a case if they are several."""
    texts = [name for name in roles.features if name.lower() in _INPUTS]
    if texts:
        return tuple(texts)
    numbers = [
        name
        for name in roles.features
        if any(isinstance(value, float) for value in table.columns[name])
    ]
    return tuple(roles.features) if len(numbers) >= _FEWEST_NUMBERS else ()


def _keys(table: Table, columns: Sequence[str]) -> list[int | None]:
    """A hash of each row's input; None where there is none."""
    found: list[int | None] = []
    known: dict[str, str] = {}
    for cells in zip(*(table.columns[name] for name in columns), strict=True):
        if all(cell is None for cell in cells):
            found.append(None)
            continue
        parts = tuple(
            _plain(cell, known) if isinstance(cell, str) else cell for cell in cells
        )
        found.append(hash(parts))
    return found


def _plain(text: str, known: dict[str, str]) -> str:
    if text not in known:
        if len(known) > 100_000:
            known.clear()
        known[text] = _APART.sub(" ", text.casefold()).strip()
    return known[text]
