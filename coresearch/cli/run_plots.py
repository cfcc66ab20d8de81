"""Curves of metrics, drawn with the dots of braille: two by four in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from coresearch.cli.output import Ink, padded, paint, width
from coresearch.core.runs import Run
from coresearch.core.text import cells, shorten
from coresearch.workbench.words import number

_HEIGHT = 8
"""Lines of one plot."""
_BLANK = 0x2800
_DOTS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bit of each dot, by column and by row from below."""

Points = Sequence[Sequence[float | None]]
"""Step and value, in the order in which they came."""


def plots(run: Run) -> Iterator[str]:
    """Each metric of which there is more than one finite value."""
    series: Mapping[str, Points] = (run.ended or {}).get("series", {})
    for name, points in series.items():
        known = _known(points)
        if len(known) > 1:
            yield ""
            yield paint(shorten(name, width()), Ink.STRONG)
            yield from curve(known, width())


def _known(points: Points) -> list[tuple[float, float]]:
    """Place and value of what is finite; without a step by its number."""
    return [
        (float(count if step is None else step), value)
        for count, (step, value) in enumerate(points)
        if value is not None
    ]


def curve(points: Sequence[tuple[float, float]], room: int) -> Iterator[str]:
    """A plot of these points, joined in their order, at most `room` wide."""
    yield from lines([points], room)


def lines(
    several: Sequence[Sequence[tuple[float, float]]],
    room: int,
    inside: Sequence[tuple[float, float]] = (),
) -> Iterator[str]:
    """Several such in one frame, which holds the points `inside` too."""
    points = [*(point for one in several for point in one), *inside]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    labels = {_HEIGHT - 1: number(high), 0: number(low)}
    margin = max(cells(label) for label in labels.values())
    wide = max(room - margin - 3, 4)
    grid = _dotted(several, points, wide, low, high)
    for row in range(_HEIGHT - 1, -1, -1):
        line = "".join(chr(_BLANK | bits) for bits in grid[row]).rstrip(chr(_BLANK))
        yield f"{padded(labels.get(row, ''), margin)} ┤ {line}"
    first, last = (number(place) for place, _ in (min(points), max(points)))
    gap = max(wide - cells(first) - cells(last), 1)
    yield paint(f"{' ' * (margin + 3)}{first}{' ' * gap}{last}", Ink.QUIET)


def _dotted(
    several: Sequence[Sequence[tuple[float, float]]],
    points: Sequence[tuple[float, float]],
    wide: int,
    low: float,
    high: float,
) -> list[list[int]]:
    """For each line from below, the dots of each of its cells."""
    grid = [[0] * wide for _ in range(_HEIGHT)]
    places = [place for place, _ in points]
    start, end = min(places), max(places)
    for one in several:
        dots = [
            (_share(x, start, end, 2 * wide - 1), _share(y, low, high, 4 * _HEIGHT - 1))
            for x, y in one
        ]
        for x, y in (dots[0], *_joined(dots)):
            grid[y // 4][x // 2] |= _DOTS[x % 2][y % 4]
    return grid


def _joined(dots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Straight lines from each dot to the next."""
    for (x, y), (to_x, to_y) in pairwise(dots):
        steps = max(abs(to_x - x), abs(to_y - y), 1)
        for step in range(1, steps + 1):
            yield x + (to_x - x) * step // steps, y + (to_y - y) * step // steps


def _share(value: float, low: float, high: float, most: int) -> int:
    """Where `value` lies between two others, as one of 0 to `most`."""
    if low == high:
        return most // 2
    # Halved, so that no difference of two finite numbers is infinite.
    part = (value / 2 - low / 2) / (high / 2 - low / 2)
    return min(max(round(part * most), 0), most)
