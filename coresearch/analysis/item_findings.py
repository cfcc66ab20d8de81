"""Everything that a table of items and systems allows to say of a benchmark."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coresearch.analysis.grid import Grid
from coresearch.analysis.item_remarks import remarks
from coresearch.analysis.items import (
    EASY,
    NEEDED_ALL,
    NEEDED_FIT,
    NEEDED_R,
    Item,
    Remark,
    SystemScore,
    Trivial,
    correlation,
)
from coresearch.core.errors import BadInput
from coresearch.core.intervals import Estimate, estimate, wilson

_MOST_CHOICES = 30


@dataclass(frozen=True)
class Findings:
    """All that is said of a benchmark."""

    grid: Grid
    items: tuple[Item, ...]
    systems: tuple[SystemScore, ...]
    """The best first."""
    trivial: tuple[Trivial, ...]
    remarks: tuple[Remark, ...]
    cannot_tell: tuple[str, ...]
    """What too few systems or columns do not allow to say, with what it would need."""
    top: tuple[str, str, Estimate] | None
    """The best two, and by how much they differ over the items that both answered."""
    all_right: int
    all_wrong: int


def findings(grid: Grid) -> Findings:
    """Everything that this table allows to say of its items.

    Raises:
        BadInput: one item, or one system: nothing to compare.
    """
    if len(grid.items) < 2 or len(grid.systems) < 2:
        raise BadInput(
            f"It has {len(grid.items)} items and {len(grid.systems)} systems: of two "
            "each something can be said.",
            hint="A row for each item and system; name the columns with --item and "
            "--system if they were not found",
        )
    values = [grid.of_system(system) for system in range(len(grid.systems))]
    totals = [(math.fsum(mine), len(mine)) for mine in values]
    items = tuple(_item(grid, at, totals) for at in range(len(grid.items)))
    trivial = tuple(_trivial(grid))
    systems = _systems(grid, trivial)
    fewest = min(item.systems for item in items)
    return Findings(
        grid,
        items,
        systems,
        trivial,
        tuple(remarks(grid, items, systems, trivial)),
        tuple(_cannot_tell(grid, fewest, trivial)),
        _top(grid, systems),
        sum(item.easiness == 1 for item in items),
        sum(item.easiness == 0 for item in items),
    )


def _item(grid: Grid, item: int, totals: Sequence[tuple[float, int]]) -> Item:
    mine = grid.of_item(item)
    easiness = math.fsum(score for _, score in mine) / len(mine) if mine else 0.0
    pairs = [
        (score, (totals[system][0] - score) / (totals[system][1] - 1))
        for system, score in mine
        if totals[system][1] > 1
    ]
    r = correlation(pairs)
    return Item(grid.items[item], len(mine), easiness, r, _fisher(r, len(pairs)))


def _fisher(r: float | None, count: int) -> tuple[float, float] | None:
    if r is None or count < 4:
        return None
    z = math.atanh(max(-0.999999, min(0.999999, r)))
    half = 1.959964 / math.sqrt(count - 3)
    return math.tanh(z - half), math.tanh(z + half)


def _trivial(grid: Grid) -> Iterator[Trivial]:
    counts = Counter(grid.labels.values())
    total = sum(counts.values())
    if not total or not 2 <= len(counts) <= min(_MOST_CHOICES, total // 2):
        return
    [(label, most)] = counts.most_common(1)
    yield Trivial(f"always {label}", most / total)
    yield Trivial(
        "drawn by the labels' shares", sum((c / total) ** 2 for c in counts.values())
    )
    yield Trivial(f"one of {len(counts)} by chance", 1 / len(counts))


def _systems(grid: Grid, trivial: Sequence[Trivial]) -> tuple[SystemScore, ...]:
    bar = max((one.share for one in trivial), default=None)
    found = []
    for at, name in enumerate(grid.systems):
        values = grid.of_system(at)
        if not values:
            continue
        mean = estimate(values)
        if all(value in (0.0, 1.0) for value in values):
            interval = wilson(round(sum(values)), len(values))
        else:
            half = mean.half_width or 1.0
            interval = max(0.0, mean.mean - half), min(1.0, mean.mean + half)
        above = None if bar is None else interval[0] > bar
        found.append(SystemScore(name, mean, interval, above))
    return tuple(sorted(found, key=lambda one: -one.mean.mean))


def _top(
    grid: Grid, systems: Sequence[SystemScore]
) -> tuple[str, str, Estimate] | None:
    if len(systems) < 2:
        return None
    first, second = (grid.systems.index(one.name) for one in systems[:2])
    differences = [
        grid.scores[item, first] - grid.scores[item, second]
        for item in range(len(grid.items))
        if (item, first) in grid.scores and (item, second) in grid.scores
    ]
    if len(differences) < 2:
        return None
    return grid.systems[first], grid.systems[second], estimate(differences)


def _cannot_tell(grid: Grid, fewest: int, trivial: Sequence[Trivial]) -> Iterator[str]:
    if fewest < NEEDED_ALL:
        yield (
            f"Whether an item that all {fewest} systems got right (or wrong) is too "
            f"easy (or too hard): {NEEDED_ALL} systems are needed. One that a quarter "
            f"gets wrong would look so in {EASY**fewest:.0%} of draws of {fewest}."
        )
    if fewest < NEEDED_R:
        yield (
            f"Which items tell good systems from bad: {NEEDED_R} systems are needed to "
            f"see a correlation of 0.5 with power 0.8, and an item has {fewest}."
        )
    if fewest < NEEDED_FIT or not grid.is_binary:
        why = (
            f"{NEEDED_FIT} systems are needed"
            if grid.is_binary
            else "scores of 0 and 1 are needed"
        )
        yield f"Difficulty and discrimination by a 2-parameter logistic model: {why}."
    if not trivial:
        yield (
            "Whether a system is above a trivial one: no column with a few labels was "
            "found (--label COLUMN)."
        )
    if not grid.texts:
        yield "Whether items ask the same: no column has their text."
    if not grid.answers:
        yield (
            "Whether a label is doubtful: no column has the answers of the systems "
            "(--prediction COLUMN)."
        )
