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
        what = " ".join(word for word in (row.name, row.path or row.kind) if word)
        if row.seed is not None:
            what += f" seed {row.seed}"
        if row.error and row.state != "succeeded":
            what += f": {row.error}"
        room = max(width() - ID_DIGITS - 44, 10)
        yield (
            f"{paint(row.id[:ID_DIGITS], Ink.PLACE)}  {local_time(row.at)}  {state}  "
            f"{duration(row.seconds):>8}  {shorten(what, room)}"
        )


def predicted(row: PredictionRow) -> str:
    """`val_acc > 0.8 (70 %): it held, with 0.83`."""
    claim = f"{one_line(row.claim)} ({row.probability:.0%})"
    if row.outcome is None:
        return f"{claim}: not resolved."
    came = "it held" if row.outcome == "held" else "it did not hold"
    return f"{claim}: {came}, with {number(row.observed)}."


def details(
    run: Run,
    metrics: Sequence[tuple[str, Any, Any, Any, int]],
    predictions: Sequence[PredictionRow] = (),
) -> Iterator[str]:
    """A run whole, but for its outputs."""
    yield from _head(run)
    yield ""
    yield from _asked(run)
    yield from _found(run)
    for row in predictions:
        yield _fact("predicted", predicted(row))
    if metrics:
        yield ""
        yield from _metrics(run, metrics)
    if run.ended is not None:
        yield from _came_of_it(run, run.ended)


def _head(run: Run) -> Iterator[str]:
    request, ended = run.request, run.ended or {}
    what = " ".join([request.path or request.kind, *request.arguments])
    title = f"{request.name}: {what}" if request.name else what
    identity = paint(run.id[:ID_DIGITS], Ink.PLACE)
    yield f"{identity}  {paint(one_line(title), Ink.STRONG)}"
    state = outcome(run.state, ended.get("exit_code"), ended.get("signal", ""))
    facts = [
        paint(state, _ink(run.state)),
        duration(ended.get("seconds")),
        size(ended.get("peak_memory")),
        f"{local_time(run.at)} by {one_line(run.author)}",
    ]
    yield " · ".join(fact for fact in facts if fact)
    if ended.get("ename"):
        yield wrapped(f"{ended['ename']}: {one_line(ended['evalue'])}", "  ")
    if ended.get("note"):
        yield wrapped(one_line(ended["note"]), "  ")


def _asked(run: Run) -> Iterator[str]:
    started, request = run.started, run.request
    tree = str(started["snapshot"])[:12]
    dirty = started["snapshot"] != started["head"]
    branch = f" on {one_line(started['branch'])}" if started["branch"] else ""
    yield _fact("tree", f"{tree}{branch}" + (", with changes" if dirty else ""))
    kernel = started["kernelspec"]["name"]
    if request.warm:
        left = "what ran in it before may have left something"
        kernel += f", already running ({one_line(request.warm)}): {left}"
    yield _fact("kernel", kernel)
    if request.seed is not None:
        yield _fact("seed", str(request.seed))
    for name, value in started["variables"].items():
        yield _fact("set", one_line(f"{name}={'…' if value is None else value}"))
    if request.direction:
        yield _fact("direction", one_line(request.direction))
    if request.repeats:
        yield _fact("repeats", request.repeats[:ID_DIGITS])
    kept_out = [i for i in started["left_out"] if i["why"] != "ignored"]
    for item in kept_out:
        yield _fact("left out", printable(f"{item['path']} ({item['why']})"))


def _found(run: Run) -> Iterator[str]:
    environment = run.started["environment"]
    if version := environment.get("version"):
        packages = counted(len(environment.get("packages", ())), "package")
        where = printable(environment["interpreter"])
        yield _fact("python", f"{version.split()[0]}, {packages}, {where}")
    hardware = environment.get("hardware", {})
    cards = ", ".join(map(one_line, hardware.get("gpus", ())))
    machine = (
        f"{hardware.get('machine')}, {counted(hardware.get('cores') or 0, 'core')}"
    )
    yield _fact("machine", one_line(machine) + (f", {cards}" if cards else ""))


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
