"""Plots of a review in a terminal: intervals on a line, and a curve as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.measures.calibration import Bin
from coresearch.measures.figure import Figure
from coresearch.measures.survival import Curve

_BARS = " ▁▂▃▄▅▆▇█"
CELLS = 21
"""Of an interval on a line from 0 to 100 %."""


def interval(
    low: float, value: float, high: float, *, also: float | None = None
) -> str:
    """Shares on a line from 0 to 1: `·····──●──·····`; `also` is marked with `|`."""
    cells = ["·"] * CELLS
    for place in range(_cell(low), _cell(high) + 1):
        cells[place] = "─"
    if also is not None:
        cells[_cell(also)] = "|"
    cells[_cell(value)] = "●"
    return "".join(cells)


def _cell(share: float) -> int:
    return round(min(1.0, max(0.0, share)) * (CELLS - 1))


def of_share(figure: Figure) -> str:
    """A share with its interval."""
    return interval(figure.low, figure.value, figure.high)


def calibration(bins: Sequence[Bin]) -> Iterator[str]:
    """Of each bin what was stated (`|`) and what happened (`●`), with its interval."""
    yield f" stated  0{'100 %':>{CELLS - 1}}  happened"
    for one in bins:
        mark = interval(one.low, one.came_true, one.high, also=one.stated)
        yield (
            f"{one.stated:>6.0%}   {mark}  {one.came_true:.0%} "
            f"({one.low * 100:.0f} to {one.high * 100:.0f}), n = {one.count}"
        )


def lasting(curve: Curve, days: int = 30) -> Iterator[str]:
    """The share that lasts so many days, a cell a day."""
    end = int(min(days, curve.longest))
    shares = [found.value for day in range(end + 1) if (found := curve.at(day))]
    bars = "".join(_BARS[round(share * (len(_BARS) - 1))] for share in shares)
    last = f"{shares[-1]:.0%} after {end} days" if shares else ""
    yield f"{bars}  {last}, a cell a day, full is 100 %"
