"""Runs as text for a terminal or a pipe, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coresearch.cli.output import Ink, padded, paint, width, wrapped
from coresearch.core.intervals import Estimate
from coresearch.core.runs import Run
from coresearch.core.text import counted, one_line, printable, shorten
from coresearch.journal.predictions import PredictionRow
from coresearch.journal.runs import ID_DIGITS, RunRow
from coresearch.workbench import run_words
from coresearch.workbench.compare import Difference, Group
from coresearch.workbench.words import (
    duration,
    local_time,
    number,
    outcome,
    size,
    sparkline,
)

Summary = tuple[str, Any, Any, Any, int]
"""Of a metric: name, last, least, most, count."""

_MOST_LINES = 40


def as_json(run: Run) -> dict[str, Any]:
    """Everything on record of a run but its outputs."""
    return {
        "id": run.id,
        "at": run.at,
        "author": run.author,
        "state": run.state,
        "started": dict(run.started),
        "ended": None if run.ended is None else dict(run.ended),
    }


def _ink(state: str) -> Ink:
    if state == "succeeded":
        return Ink.ADDED
    return Ink.MEDIUM if state in ("running", "interrupted") else Ink.REMOVED


def rows(found: Sequence[RunRow]) -> Iterator[str]:
    """One line each: id, when, how it ended, how long it took, what it was."""
    for row in found:
        state = paint(padded(row.state, 11), _ink(row.state))
        room = max(width() - ID_DIGITS - 44, 10)
        yield (
            f"{paint(row.id[:ID_DIGITS], Ink.PLACE)}  {local_time(row.at)}  {state}  "
            f"{duration(row.seconds):>8}  {shorten(run_words.row_said(row), room)}"
        )


def details(
    run: Run,
    metrics: Sequence[tuple[str, Any, Any, Any, int]],
    predictions: Sequence[PredictionRow] = (),
) -> Iterator[str]:
    """A run whole, but for its outputs."""
    yield from _head(run)
    yield ""
    for name, value in run_words.facts(run):
        yield _fact(name, value)
    for row in predictions:
        yield _fact("predicted", run_words.predicted(row))
    if metrics:
        yield ""
        yield from _metrics(run, metrics)
    if run.ended is not None:
        yield from _came_of_it(run, run.ended)


def _head(run: Run) -> Iterator[str]:
    identity = paint(run.id[:ID_DIGITS], Ink.PLACE)
    yield f"{identity}  {paint(run_words.title(run), Ink.STRONG)}"
    ended = run.ended or {}
    state = outcome(run.state, ended.get("exit_code"), ended.get("signal", ""))
    yield " · ".join([paint(state, _ink(run.state)), *run_words.sums(run)])
    for said in run_words.trouble(run):
        yield wrapped(said, "  ")


def _fact(name: str, value: str) -> str:
    return f"  {paint(padded(name, 9), Ink.QUIET)} {value}"


def _metrics(run: Run, metrics: Sequence[Summary]) -> Iterator[str]:
    series = (run.ended or {}).get("series", {})
    widest = min(max(len(one_line(name)) for name, *_ in metrics), 30)
    for name, last, least, most, count in metrics:
        points = [value for _, value in series.get(name, ())]
        line = f"  {padded(shorten(name, widest), widest)}  {number(last):>12}"
        if count > 1:
            room = max(10, min(40, width() - widest - 50))
            line += f"  {sparkline(points, room)}  {number(least)} to {number(most)}"
        yield line


def _came_of_it(run: Run, ended: Mapping[str, Any]) -> Iterator[str]:
    files = ended["files"]
    if files:
        yield ""
        for file in files[:_MOST_LINES]:
            digest = (file["digest"] or "")[:12]
            yield f"  wrote {printable(file['path'])}  {size(file['size'])}  {digest}"
        more = len(files) - _MOST_LINES + ended["more_files"]
        if more > 0:
            yield f"  … and {counted(more, 'more file')}"
    if ended["outputs"]:
        yield ""
        dropped = (
            f", {ended['dropped']:,} characters dropped" if ended["dropped"] else ""
        )
        yield (
            f"  {size(ended['outputs']['size'])} of output{dropped}: "
            f"coresearch runs outputs {run.id[:ID_DIGITS]}"
        )


def difference(found: Difference) -> Iterator[str]:
    """What is not the same, and how."""
    name = paint(one_line(found.what), Ink.STRONG)
    if found.lines:
        yield name
        for line in found.lines[:_MOST_LINES]:
            ink = {"+": Ink.ADDED, "-": Ink.REMOVED}.get(line[:1])
            text = printable(line)
            yield f"  {paint(text, ink) if ink else text}"
        if len(found.lines) > _MOST_LINES:
            yield f"  … {counted(len(found.lines) - _MOST_LINES, 'more line')}"
    elif found.before or found.after:
        yield f"{name}: {one_line(found.before)} → {one_line(found.after)}"
    else:
        yield f"{name} is not the same"


def group(found: Group) -> Iterator[str]:
    """One line a metric: mean, 95 % interval, and how many runs."""
    failed = f", {found.failed} of them without success" if found.failed else ""
    title = paint(one_line(found.label), Ink.STRONG)
    yield f"{title}  {counted(found.runs, 'run')}{failed}"
    widest = max((len(one_line(name)) for name in found.metrics), default=0)
    for name, one in found.metrics.items():
        yield f"  {padded(one_line(name), widest)}  {spread(one)}"


def spread(one: Estimate) -> str:
    """`0.81 ± 0.02 (n = 5)`."""
    if one.half_width is None:
        return f"{number(one.mean)} (n = 1: its spread cannot be told)"
    return f"{number(one.mean)} ± {one.half_width:.2g} (95 %, n = {one.count})"
