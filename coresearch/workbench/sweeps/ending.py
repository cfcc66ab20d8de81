"""How an attempt ended: from the files that it left to what is on record of a run."""

from __future__ import annotations

import codecs
import signal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coresearch.core.metrics import Metrics
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.runs import Ended, RunState
from coresearch.core.text import one_line
from coresearch.diagnosis.failures import Failure
from coresearch.sweeps import files
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import Recorder
from coresearch.workbench.reported import read_reports, read_stores
from coresearch.workbench.run_files import RUNS
from coresearch.workbench.run_record import ended_body
from coresearch.workbench.written import everything_in

_PIECE = 1 << 16
_TAIL = 1 << 16
"""Bytes of stderr that are read for what was raised."""
_WORDS = 400
"""Characters of an engine's own log that are kept."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a task, and where its files are."""

    run: str
    task: int
    folder: Path
    given: Path
    """The folder that its script was given to write to."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What goes on record of an attempt's end."""

    body: Mapping[str, Any]
    """Of `run.ended`."""
    failure: Failure | None
    """What was raised, where something was."""


def given_to(project: Project, run: str) -> Path:
    """The folder that the script of a run is given to write to."""
    return project.journal.path.parent / RUNS / run


def ended_by_result(result: Mapping[str, Any]) -> Ended:
    """The end that the wrapper saw."""
    facts = Ended(
        RunState.SUCCEEDED,
        seconds=result["seconds"],
        peak_memory=result.get("peak_memory"),
        note=str(result.get("note", "")),
    )
    status = result["status"]
    match result["why"]:
        case "cancelled":
            return replace(facts, state=RunState.INTERRUPTED, note="It was cancelled.")
        case "timed out":
            return replace(facts, state=RunState.TIMED_OUT)
        case "terminated":
            said = "Its engine ended it: it was preempted, or passed a limit there."
            return replace(facts, state=RunState.CUT_OFF, note=said)
    if status < 0:
        name = _signal_name(-status)
        died = replace(facts, state=RunState.DIED, exit_code=128 - status)
        return replace(died, signal=name)
    state = RunState.FAILED if status else RunState.SUCCEEDED
    return replace(facts, state=state, exit_code=status)


def ended_by_loss(words: str, *, is_cancelled: bool = False) -> Ended:
    """The end that nobody saw; of one that was cancelled, none was to be seen."""
    if is_cancelled:
        return Ended(RunState.INTERRUPTED, note="It was cancelled.")
    said = "Nobody saw its end: it, its machine, or the disk's last room was gone."
    return Ended(RunState.CUT_OFF, note=f"{said} {words}".strip())


def _signal_name(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


def ending_of(
    project: Project,
    attempt: Attempt,
    ended: Ended,
    forms: tuple[str, ...],
    room: int,
    told: Mapping[str, Any],
) -> Ending:
    """What goes on record; the attempt's output is moved there.

    `room` is how many bytes of output are kept, `told` what the wrapper said of where
    it ran.
    """
    outputs = project.journal.path.parent / RUNS / f"{attempt.run}.outputs"
    outputs.parent.mkdir(exist_ok=True)
    recorder = Recorder(outputs, project.journal.blobs, room, Metrics(forms))
    for name in (files.STDOUT, files.STDERR):
        for text in _pieces(attempt.folder / name):
            content = {"name": name, "text": text}
            seconds = ended.seconds or 0.0
            recorder.take(Output(OutputKind.STREAM, 1, seconds, content))
    written = list(everything_in(project.root, attempt.given))
    read_reports(attempt.given, recorder.metrics)
    read_stores(project.root, written, 0.0, recorder.metrics)
    failure = None
    if ended.state in (RunState.FAILED, RunState.DIED):
        failure = _raised(attempt.folder / files.STDERR, project.root)
    if failure is not None:
        raised = failure.last
        said = one_line(raised.message)
        ended = replace(ended, ename=one_line(raised.name), evalue=said)
    body = ended_body(ended, recorder.metrics, recorder.close(), written)
    return Ending({**body, "task": dict(told)}, failure)


def _pieces(file: Path) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with suppress(FileNotFoundError), file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            if text := decoder.decode(piece):
                yield text


def _raised(stderr: Path, root: Path) -> Failure | None:
    """What its last words say was raised."""
    from coresearch.diagnosis.reader import read_log
    from coresearch.workbench.failure_logs import as_log, at_home

    return read_log(at_home(as_log(tail_of(stderr, _TAIL)), root)).first


def tail_of(file: Path | None, most: int) -> bytes:
    """The last bytes of a file; nothing if there is none."""
    if file is None:
        return b""
    with suppress(OSError), file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - most))
        return opened.read(most)
    return b""


def last_words(file: Path | None) -> str:
    """The end of an engine's log, for when a script never began."""
    text = tail_of(file, _WORDS).decode("utf-8", "replace").strip()
    return f"The engine's last words: {one_line(text)}" if text else ""


def told_by(result: Mapping[str, Any], duplicates: int) -> dict[str, Any]:
    """Where it ran and what it was given there, for the record."""
    names = ("host", "pid", "began", "ended", "placed", "hardware", "why")
    known = {name: result[name] for name in names if name in result}
    return {**known, "duplicates": duplicates}
