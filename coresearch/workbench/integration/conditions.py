"""Under which conditions a result was judged, and under which it broke."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from coresearch.analysis.columns import ARMS
from coresearch.audit.problem.grid import Grid
from coresearch.audit.problem.tables import Record
from coresearch.core.intervals import Estimate, estimate
from coresearch.core.metric_names import direction, words
from coresearch.core.text import counted, one_line, shorten

_LEAST = 3
"""Records on a side: of fewer the spread says too little."""
_CONDITIONS = {"condition", "group"}
"""What columns of arms may be called, and conditions as well."""
_MOST_LINES = 8
_MOST_CELLS = 3


@dataclass(frozen=True, slots=True)
class Worse:
    """A condition under which a measure of one arm is worse than under all others."""

    table: str
    arm: str
    """Empty where nothing was compared."""
    factor: str
    level: str
    measure: str
    there: Estimate
    elsewhere: Estimate

    @property
    def loss(self) -> float:
        """How much worse, in half widths of both intervals together."""
        halves = (self.there.half_width or 0.0) + (self.elsewhere.half_width or 0.0)
        return abs(self.there.mean - self.elsewhere.mean) / halves if halves else 1e9


def conditions(grids: Sequence[Grid]) -> Mapping[str, list[str]]:
    """`judged`: what was varied and what was held; `worse`: where it breaks, named;
    `untried`: combinations that nobody has run; each with where it is read.
    """
    return {
        "judged": list(dict.fromkeys(_judged(grids)))[:_MOST_LINES],
        "worse": [_told(one) for one in worse(grids)[:_MOST_LINES]],
        "untried": list(_untried(grids))[:_MOST_LINES],
    }


def worse(grids: Sequence[Grid]) -> list[Worse]:
    """Conditions in which an arm is worse than in all others, the worst first.

    Of a measure whose name says which way is better; where the 95 % intervals of the
    two means do not overlap, which happens by chance less than once in a hundred.
    What is compared (arms, models) is no condition.
    """
    found: list[Worse] = []
    for grid in grids:
        arms = [name for name in grid.factors if _is_arm(name)]
        by_arm: dict[str, list[Record]] = {}
        for record in grid.table.records:
            arm = ", ".join(record.factors.get(name, "") for name in arms)
            by_arm.setdefault(arm, []).append(record)
        for factor, levels in grid.factors.items():
            if factor in arms:
                continue
            for (arm, records), level in product(by_arm.items(), levels):
                found += _worse_at(grid.table.name, arm, records, factor, level)
    return sorted(found, key=lambda one: -one.loss)


def _is_arm(factor: str) -> bool:
    said = {factor.casefold(), *words(factor)}
    return bool({one.removesuffix("s") for one in said} & (set(ARMS) - _CONDITIONS))


def _worse_at(
    table: str, arm: str, records: Sequence[Record], factor: str, level: str
) -> Iterator[Worse]:
    for measure in dict.fromkeys(name for one in records for name in one.measures):
        better = direction(measure)
        there = _values(records, measure, factor, level, inside=True)
        others = _values(records, measure, factor, level, inside=False)
        if not better or min(len(there), len(others)) < _LEAST:
            continue
        one, rest = estimate(there), estimate(others)
        gap = one.mean - rest.mean if better == "min" else rest.mean - one.mean
        if gap > (one.half_width or 0.0) + (rest.half_width or 0.0):
            yield Worse(table, arm, factor, level, measure, one, rest)


def _values(
    records: Sequence[Record], measure: str, factor: str, level: str, *, inside: bool
) -> list[float]:
    return [
        one.measures[measure]
        for one in records
        if measure in one.measures and (one.factors.get(factor, "") == level) is inside
    ]


def _told(one: Worse) -> str:
    def mean(of: Estimate) -> str:
        return f"{of.mean:.4g} ± {of.half_width or 0:.2g} (n = {of.count})"

    arm = f"{_named(one.arm)} at" if one.arm else "At"
    return (
        f"{arm} {_named(one.factor)} `{shorten(one.level, 40)}`: {_named(one.measure)} "
        f"`{mean(one.there)}`, elsewhere `{mean(one.elsewhere)}` "
        f"({_named(one.table)})"
    )


def _judged(grids: Sequence[Grid]) -> Iterator[str]:
    for grid in grids:
        varied = [
            f"{_named(name)} `{shorten(', '.join(levels), 80)}`"
            for name, levels in grid.factors.items()
            if not _is_arm(name)
        ]
        held = [
            f"{_named(name)} `{shorten(value, 40)}`"
            for name, value in grid.held.items()
            if not _is_arm(name)
        ]
        if varied or held:
            count = counted(len(grid.table.records), "record")
            parts = [
                *([f"varied {'; '.join(varied)}"] if varied else []),
                *([f"only {'; '.join(held[:6])}"] if held else []),
            ]
            yield f"{_named(grid.table.name)}, `{count}`: {'; '.join(parts)}"


def _untried(grids: Sequence[Grid]) -> Iterator[str]:
    for grid in grids:
        if grid.factors and (empty := grid.empty):
            cells = "; ".join(grid.named(cell) for cell in empty[:_MOST_CELLS])
            more = f" and `{len(empty) - _MOST_CELLS}` more" if empty[3:] else ""
            yield f"Never run, of {_named(grid.table.name)}: `{one_line(cells)}`{more}"


def _named(text: str) -> str:
    return f"`{shorten(one_line(text).replace('`', chr(39)), 80)}`"
