"""What a review is made of: measures in words, in sections, and what surprised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from coresearch.core.text import one_line
from coresearch.measures.calibration import Bin
from coresearch.measures.figure import CannotTell, Figure, Measured
from coresearch.measures.survival import Curve


@dataclass(frozen=True, slots=True)
class Surprise:
    """Something to think about, and the question that it asks."""

    what: str
    question: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person wanted to do until the next review."""

    text: str
    day: str
    """On which they said so: `2026-11-01`."""

    def __str__(self) -> str:
        return f"Your goal of {self.day}: “{one_line(self.text)}”."


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: what it is, what it says, and how to read it."""

    name: str
    measured: Measured
    unit: str = ""
    """`%` for a share, `points` for a difference of two; else the unit of the value."""
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Measures that answer one question."""

    title: str
    rows: Sequence[Row]
    bins: Sequence[Bin] = ()
    """Of a calibration curve."""
    curve: Curve | None = None
    """Of how long things last, in days."""
    plane: tuple[Figure, Figure] | None = None
    """Of reliance: kept to one's own right answer, and took right advice."""


class Worry(IntEnum):
    """How soon a person should hear of something."""

    LOSS = 0
    OVERSIGHT = 1
    COST = 2
    GAIN = 3
    FITS = 4


class Sentence(NamedTuple):
    """What a measure comes to, in words."""

    worry: Worry
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    sentences: Sequence[str]
    sections: Sequence[Section]
    surprises: Sequence[Surprise]
    goal: Goal | None = None
    """What the person set themselves at the last review."""


def spread(figure: Figure, unit: str = "") -> str:
    """`60 % (39 to 78)`, `0.12 (0.03 to 0.21)`, `2.1 h (0.5 to 4)`."""
    is_share = unit in ("%", "points")
    scale = 100 if is_share else 1
    form = ".0f" if is_share else ".2f"
    value, low, high = (
        f"{number * scale + 0.0:{form}}"
        for number in (figure.value, figure.low, figure.high)
    )
    return f"{f'{value} {unit}'.rstrip()} ({low} to {high})"


def said(row: Row) -> str:
    """What a measure says: its value, interval and count, or that it cannot tell."""
    if isinstance(row.measured, CannotTell):
        return str(row.measured)
    return f"{spread(row.measured, row.unit)}, n = {row.measured.count}"


CAUTION = (
    "In brackets: the 95 % interval. How often you accepted is nowhere taken for "
    "success: it goes with feeling fast, not with being right."
)
