"""What became of what was suggested: counts, and shares with their intervals.

A share of accepted suggestions says what a person did, not whether it was right: none
is shown without its count and interval, and none of fewer than `LEAST` decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coresearch.core.intervals import wilson
from coresearch.core.text import cells as cells_of
from coresearch.core.text import counted, one_line, shorten

LEAST = 10
"""Decisions from which on a share is told."""

_HELD = ("accepted", "amended", "rejected", "undone")
"""States of what a person has decided."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many suggestions of one kind are in one state."""

    activity: str
    source: str
    """The name of a model; `rule` or `person` for the others."""
    state: str
    """As the journal has it: `waiting`, `accepted`, …"""
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the suggestions that have something in common."""

    name: str
    accepted: int = 0
    amended: int = 0
    rejected: int = 0
    undone: int = 0
    """Accepted, and then taken back."""
    waiting: int = 0
    other: int = 0
    """Withdrawn, or decided and not known to be carried out."""

    @property
    def decided(self) -> int:
        """How many a person decided."""
        return self.accepted + self.amended + self.rejected + self.undone

    def share(self, state: str) -> Share | None:
        """The share of the decided ones in a state; None while one cannot tell."""
        if self.decided < LEAST:
            return None
        hits = int(getattr(self, state))
        return Share(hits / self.decided, *wilson(hits, self.decided))


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1, and its 95 % interval (Wilson's)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """`60 % (39–78)`."""
        return f"{self.value:.0%} ({self.low * 100:.0f}–{self.high * 100:.0f})".replace(
            "%", " %", 1
        )


@dataclass(frozen=True, slots=True)
class Review:
    """What became of all that was suggested in a while."""

    whole: Tally
    by_activity: Sequence[Tally]
    by_source: Sequence[Tally]


def review_of(counts: Iterable[Count]) -> Review:
    """The counts, summed up; what was decided most comes first."""
    counted = list(counts)
    return Review(
        _sum("all", counted),
        _grouped(counted, "activity"),
        _grouped(counted, "source"),
    )


def _grouped(counts: Sequence[Count], by: str) -> list[Tally]:
    names = sorted({getattr(one, by) for one in counts})
    found = [_sum(n, [one for one in counts if getattr(one, by) == n]) for n in names]
    return sorted(found, key=lambda tally: -tally.decided)


def _sum(name: str, counts: Iterable[Count]) -> Tally:
    tally = Tally(name)
    for one in counts:
        state = one.state if one.state in (*_HELD, "waiting") else "other"
        tally = replace(tally, **{state: getattr(tally, state) + one.count})
    return tally


# -- as a table ---------------------------------------------------------------------

COLUMNS = ("decided", "accepted", "amended", "rejected", "taken back", "waiting")

CAUTION = (
    "A share says what was done, not whether it was right. In brackets: its 95\u00a0% "
    f"interval (Wilson). It is told from {LEAST} decisions on."
)


def cells(tally: Tally) -> tuple[str, ...]:
    """A tally under `COLUMNS`."""
    return (
        str(tally.decided),
        *(_cell(tally, state) for state in _HELD),
        str(tally.waiting),
    )


def _cell(tally: Tally, state: str) -> str:
    share = tally.share(state)
    count = str(getattr(tally, state))
    return count if share is None else f"{count} · {share}"


def tables(review: Review) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each way to look at it: its heading, and its rows with their names."""
    for heading, tallies in (
        ("Activity", (*review.by_activity, replace(review.whole, name="all of it"))),
        ("From", review.by_source),
    ):
        yield heading, [(tally.name, *cells(tally)) for tally in tallies]


def in_lines(
    heading: str, rows: Sequence[tuple[str, ...]], width: int
) -> Iterator[str]:
    """A table in lines of at most `width` cells: one a row, or where narrow one a cell.

    The first line is the heading.
    """
    table = [(heading, *COLUMNS), *(tuple(map(one_line, row)) for row in rows)]
    widths = [max(map(cells_of, column)) for column in zip(*table, strict=True)]
    if sum(widths) + 2 * len(COLUMNS) <= width:
        for row in table:
            padded = map(_padded, row, widths)
            yield "  ".join(padded).rstrip()
        return
    yield heading
    for name, *values in table[1:]:
        yield f"  {shorten(name, width - 2)}"
        for column, value in zip(COLUMNS, values, strict=True):
            if not value.startswith("0"):
                yield f"    {column:<10}  {value}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells_of(text))


def headline(review: Review) -> str:
    """How much was decided, and whether that is enough to tell anything."""
    whole = review.whole
    said = f"{counted(whole.decided, 'suggestion')} decided, {whole.waiting} waiting."
    if whole.decided < LEAST:
        said += f" Cannot tell yet: {LEAST - whole.decided} more are needed."
    return said
