"""What there is to say of a run, in the words of both faces."""

from __future__ import annotations

from collections.abc import Iterator

from coresearch.core.runs import Run
from coresearch.core.text import counted, one_line, printable
from coresearch.journal.predictions import PredictionRow
from coresearch.journal.runs import ID_DIGITS, RunRow
from coresearch.workbench.words import duration, local_time, number, size

Fact = tuple[str, str]
"""What it is, and its value."""


def row_said(row: RunRow) -> str:
    """Which run it was, and what went wrong."""
    what = " ".join(word for word in (row.name, row.path or row.kind) if word)
    if row.seed is not None:
        what += f" seed {row.seed}"
    if row.error and row.state != "succeeded":
        what += f": {row.error}"
    return what


def title(run: Run) -> str:
    """Its name, and what was run."""
    request = run.request
    what = " ".join([request.path or request.kind, *request.arguments])
    return one_line(f"{request.name}: {what}" if request.name else what)


def sums(run: Run) -> list[str]:
    """How long it took, how much memory, when and by whom."""
    ended = run.ended or {}
    facts = [
        duration(ended.get("seconds")),
        size(ended.get("peak_memory")),
        f"{local_time(run.at)} by {one_line(run.author)}",
    ]
    return [fact for fact in facts if fact]


def trouble(run: Run) -> list[str]:
    """What went wrong, and what else is to be known of its end."""
    ended = run.ended or {}
    error = f"{ended['ename']}: {ended['evalue']}" if ended.get("ename") else ""
    return [one_line(said) for said in (error, ended.get("note")) if said]


def facts(run: Run) -> Iterator[Fact]:
    """What was asked, and what it found around itself."""
    yield from _asked(run)
    yield from _found(run)


def _asked(run: Run) -> Iterator[Fact]:
    started, request = run.started, run.request
    tree = str(started["snapshot"])[:12]
    dirty = started["snapshot"] != started["head"]
    branch = f" on {one_line(started['branch'])}" if started["branch"] else ""
    yield "tree", f"{tree}{branch}" + (", with changes" if dirty else "")
    kernel = str(started["kernelspec"]["name"])
    if request.warm:
        left = "what ran in it before may have left something"
        kernel += f", already running ({one_line(request.warm)}): {left}"
    if request.server:
        kernel += f" on {one_line(request.server)}"
    yield "kernel", kernel
    if request.seed is not None:
        yield "seed", str(request.seed)
    for name, value in started["variables"].items():
        yield "set", one_line(f"{name}={'…' if value is None else value}")
    if of := run.started.get("sweep"):
        yield (
            "sweep",
            f"{of['id'][:ID_DIGITS]}/{of['task']:03}, attempt {of['attempt']}",
        )
    if request.direction:
        yield "direction", one_line(request.direction)
    if request.repeats:
        yield "repeats", request.repeats[:ID_DIGITS]
    for item in started["left_out"]:
        if item["why"] != "ignored":
            yield "left out", printable(f"{item['path']} ({item['why']})")


def _found(run: Run) -> Iterator[Fact]:
    environment = run.started["environment"]
    if version := environment.get("version"):
        packages = counted(len(environment.get("packages", ())), "package")
        where = printable(environment["interpreter"])
        yield "python", f"{version.split()[0]}, {packages}, {where}"
    of_task = (run.ended or {}).get("task", {})
    hardware = environment.get("hardware") or of_task.get("hardware")
    if not hardware:
        return
    cards = ", ".join(map(one_line, hardware.get("gpus", ())))
    cores = counted(hardware.get("cores") or 0, "core")
    machine = one_line(f"{hardware.get('machine')}, {cores}")
    yield "machine", machine + (f", {cards}" if cards else "")


def predicted(row: PredictionRow) -> str:
    """`val_acc > 0.8 (70 %): it held, with 0.83`."""
    claim = f"{one_line(row.claim)} ({row.probability:.0%})"
    if row.outcome is None:
        return f"{claim}: not resolved."
    came = "it held" if row.outcome == "held" else "it did not hold"
    return f"{claim}: {came}, with {number(row.observed)}."
