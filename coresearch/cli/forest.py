"""Intervals beside one another on one scale, and single values on a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Span = tuple[float | None, float | None, float | None]
"""Low end, value, high end; None for what is not known."""


def forest(spans: Sequence[Span], room: int, zero: float | None = None) -> list[str]:
    """A line for each: `├──●──┤` on a scale that all share, `room` cells wide.

    With `zero` a mark stands where that value is, in every line.
    """
    known = [value for span in spans for value in span if value is not None]
    if zero is not None:
        known.append(zero)
    if not known:
        return [" " * room for _ in spans]
    low, high = min(known), max(known)
    return [_bar(span, low, high, room, zero) for span in spans]


def _bar(span: Span, low: float, high: float, room: int, zero: float | None) -> str:
    cells = [" "] * room
    first, value, last = (
        None if one is None else _place(one, low, high, room) for one in span
    )
    if zero is not None:
        cells[_place(zero, low, high, room)] = "┆"
    if first is not None and last is not None:
        for place in range(first, last + 1):
            cells[place] = "─" if cells[place] == " " else "┼"
        cells[first], cells[last] = "├", "┤"
    if value is not None:
        cells[value] = "●"
    return "".join(cells)


def strip(values: Sequence[float], room: int) -> Iterator[str]:
    """Values as dots on a line with its ends and zero; how many stand on one place."""
    low, high = min(0.0, *values), max(0.0, *values)
    counts = [0] * room
    for value in values:
        counts[_place(value, low, high, room)] += 1
    cells = [" " if not n else "●" if n == 1 else str(min(n, 9)) for n in counts]
    zero = _place(0.0, low, high, room)
    yield "".join(cells).rstrip()
    yield "".join("┴" if place == zero else "─" for place in range(room))
    ends = f"{low:.4g}", f"{high:.4g}"
    yield ends[0] + " " * max(1, room - len(ends[0]) - len(ends[1])) + ends[1]


def _place(value: float, low: float, high: float, room: int) -> int:
    if high <= low:
        return room // 2
    part = (value / 2 - low / 2) / (high / 2 - low / 2)
    return min(max(round(part * (room - 1)), 0), room - 1)
