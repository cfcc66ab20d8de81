"""An analysis as text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coresearch.analysis.claims import (
    chosen,
    difference_said,
    figures,
    interval,
    mean_said,
    oriented,
    p_said,
    pairing_said,
    runs_said,
)
from coresearch.analysis.outcomes import Arm, Comparison, Outcome, pair_differences
from coresearch.cli.analysis_cases import cases_as_text, fitted_line
from coresearch.cli.forest import forest, strip
from coresearch.cli.output import Ink, cut, fitted, padded, paint, width, wrapped
from coresearch.core.findings import Severity
from coresearch.core.text import cells, counted, one_line
from coresearch.workbench.analyse import Report, Told
from coresearch.workbench.analysis_page import resolution

MOST_ARMS = 20
"""Arms and differences that are listed; the JSON has all."""
Row = tuple[str, str, str]
"""A name, its figures, and the rest."""
_INKS = {Severity.HIGH: Ink.HIGH, Severity.MEDIUM: Ink.MEDIUM, Severity.LOW: Ink.LOW}


def as_text(report: Report, *, plot: bool = False) -> Iterator[str]:
    """What can be claimed; arms, differences, cases; what to do."""
    found = report.analysis
    yield paint(fitted(found.headline), Ink.STRONG)
    for outcome in found.outcomes:
        yield ""
        yield from arms(outcome)
        yield from differences(outcome, found.baseline)
        if plot:
            yield from _pairs(outcome, found.baseline)
    if plot:
        yield from _curves(report)
    if found.cases is not None:
        yield ""
        yield from cases_as_text(report)
    for number, one in enumerate(report.told, 1):
        yield ""
        yield from _reading(number, one)
    for resolved in report.resolved:
        yield ""
        yield wrapped(resolution(resolved))
    if found.notes:
        yield ""
        yield paint(
            wrapped(f"Taken so: {one_line('; '.join(found.notes))}."), Ink.QUIET
        )


# -- arms ----------------------------------------------------------------------------


def _how(outcome: Outcome) -> str:
    ways = {"max": "higher is better", "min": "lower is better"}
    way = ways.get(outcome.direction, "which way is better was not said")
    kind = "bootstrap" if outcome.bootstrap else "t"
    return f"{one_line(outcome.metric)}, mean and 95 % {kind} interval; {way}"


def arms(outcome: Outcome) -> Iterator[str]:
    """Each arm with its mean, its interval, its runs and its place on a scale."""
    yield paint(fitted_line(_how(outcome)), Ink.QUIET)
    shown = outcome.arms[:MOST_ARMS]
    rows = [(one_line(arm.name), mean_said(arm), _runs(arm)) for arm in shown]
    bars = forest([(arm.low, arm.mean, arm.high) for arm in shown], _bar_room(rows))
    yield from _table(rows, bars)
    if len(outcome.arms) > len(shown):
        yield f"  and {counted(len(outcome.arms) - len(shown), 'arm')} more"


def _runs(arm: Arm) -> str:
    if arm.middle is None:
        return runs_said(arm)
    middle = interval(arm.middle_low, arm.middle_high)
    return f"{runs_said(arm)}, IQM {figures(arm.middle, _half(arm))} {middle}"


def _half(arm: Arm) -> float | None:
    if arm.middle_low is None or arm.middle_high is None:
        return None
    return (arm.middle_high - arm.middle_low) / 2


def differences(outcome: Outcome, baseline: str) -> Iterator[str]:
    """The differences that matter first, each with its interval and its p value."""
    pairs = chosen(outcome, baseline)[:MOST_ARMS]
    if not pairs:
        return
    yield paint(
        fitted_line("differences with 95 % interval; above 0 the first is better")
        if outcome.direction
        else "differences with 95 % interval",
        Ink.QUIET,
    )
    rows = [
        (
            f"{one_line(one.first)} − {one_line(one.second)}",
            difference_said(one, outcome.direction),
            f"{_mark(one)} {p_said(one)}, {pairing_said(one)}",
        )
        for one in pairs
    ]
    spans = [oriented(one, outcome.direction) for one in pairs]
    room = _bar_room(rows)
    bars = forest([(low, value, high) for value, low, high in spans], room, zero=0.0)
    yield from _table(rows, bars)


def _mark(one: Comparison) -> str:
    return "✓" if one.is_claim else "?"


def _widths(rows: Sequence[Row]) -> tuple[int, int]:
    """Of the names, which are cut at half of the line, and of the figures."""
    wide = min(max(cells(row[0]) for row in rows), width() // 2)
    return wide, max(cells(row[1]) for row in rows)


def _bar_room(rows: Sequence[Row]) -> int:
    return max(min(width() - sum(_widths(rows)) - 6, 40), 1)


def _table(rows: Sequence[Row], bars: Sequence[str]) -> Iterator[str]:
    """Name, figures and a bar on one line, the rest below.

    Where a line is too short for a bar there is none, and for both name and figures the
    figures are below too.
    """
    room, (wide, second) = width(), _widths(rows)
    fits = wide + second + 4 <= room
    for (name, told, rest), bar in zip(rows, bars, strict=True):
        drawn = bar.rstrip() if len(bar) >= 10 else ""
        head = f"  {padded(cut(name, wide), wide)}"
        yield f"{head}  {padded(told, second)}  {drawn}".rstrip() if fits else head
        if not fits:
            yield cut(f"    {told}", room)
        yield paint(wrapped(rest, " " * min(wide + 4, room // 3)), Ink.QUIET)


def _pairs(outcome: Outcome, baseline: str) -> Iterator[str]:
    """The differences of pairs of runs, one dot each."""
    for one in chosen(outcome, baseline)[:5]:
        values = pair_differences(outcome, one)
        if one.contrast.paired and len(values) > 1:
            yield ""
            names = f"{one_line(one.first)} − {one_line(one.second)}"
            yield paint(fitted_line(f"{names}, each pair of runs"), Ink.STRONG)
            yield from strip(values, min(width() - 2, 60))


def _curves(report: Report) -> Iterator[str]:
    from coresearch.cli.run_plots import lines

    curves = report.analysis.curves
    every = [
        (point.step, value)
        for curve in curves
        for point in curve.points
        for value in (point.low, point.mean, point.high)
        if value is not None
    ]
    for curve in curves[:6]:
        ends = [
            [(p.step, low), (p.step, high)]
            for p in curve.points
            if (low := p.low) is not None and (high := p.high) is not None
        ]
        runs = max(point.count for point in curve.points)
        band = "mean and 95 % t interval over" if runs > 1 else "of"
        yield ""
        yield paint(
            fitted_line(f"{one_line(curve.arm)}: {band} {counted(runs, 'run')}"),
            Ink.STRONG,
        )
        middle = [(point.step, point.mean) for point in curve.points]
        below, above = ([pair[k] for pair in ends] for k in (0, 1))
        drawn = [line for line in (below, middle, above) if line]
        yield from lines(drawn, width(), inside=every)


# -- cases ---------------------------------------------------------------------------


# -- readings ------------------------------------------------------------------------


def _reading(number: int, one: Told) -> Iterator[str]:
    reading = one.reading
    identity = f"{one.placed.id[:7]}  " if one.placed is not None else ""
    yield (
        f"{number}. {paint(one_line(reading.title), _INKS[reading.severity])}  "
        + paint(f"{identity}{reading.rule}", Ink.QUIET)
    )
    yield wrapped(one_line(reading.message), "   ")
    if reading.next:
        yield wrapped(f"Next: {one_line(reading.next)}", "   ")
    if one.placed is not None and one.placed.earlier:
        yield paint(f"   {one_line(one.placed.earlier)}", Ink.QUIET)
