"""Where a run stands that still goes on: it is looked at, and nothing is done to it."""

from __future__ import annotations

import re
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coresearch.core.escapes import without_colours
from coresearch.core.outputs import OutputKind
from coresearch.core.runs import Run
from coresearch.core.text import one_line, printable, shorten
from coresearch.diagnosis.failures import Frame
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.waiting import waits_for
from coresearch.kernel.standing import Standing, look
from coresearch.workbench.diagnose import Report
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import outputs_in
from coresearch.workbench.run_files import RUNS, stack_file
from coresearch.workbench.words import duration

_APART = 1.0
"""Seconds between two looks: a loop is elsewhere by then, what waits is not."""
_MOST_LINES = 5
_KERNEL = re.compile(r"/(?:IPython|ipykernel|asyncio|tornado|zmq|jupyter_client)/")
_HEAD = "Timeout (0:00:00)!\n"
"""The line by which a stack of faulthandler's is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """The line of own code at which a run stands."""

    frames: tuple[Frame, ...]
    """Outermost first; the kernel's own calls aside."""

    @property
    def line(self) -> str:
        """`train.py:31 in load`; empty where it is in no code of a file."""
        own = [frame for frame in self.frames if not frame.is_library]
        if not own:
            return ""
        return f"{own[-1].path}:{own[-1].line} in {own[-1].function}"


def diagnose_live(project: Project, run: Run) -> Report:
    """Where a run stands that goes on, and for what it waits."""
    folder = project.journal.path.parent / RUNS
    file = stack_file(folder, run.id)
    first = look(file)
    if first.stack:
        time.sleep(_APART)
    second = look(file) if first.stack else first
    outputs = folder / f"{run.id}.outputs"
    top = f"{project.root}/"
    stands = [line.replace(top, "") for line in _said(first, second)]
    said = [*_since(run), *stands, *_last_output(outputs)]
    log = f"{_HEAD}{second.stack}" if second.stack else ""
    name = f"run {run.id[:7]}"
    return Report(name, read_log(""), None, run=run, log=log, standing=tuple(said))


def _since(run: Run) -> list[str]:
    begun = datetime.fromisoformat(run.at)
    seconds = (datetime.now(UTC) - begun).total_seconds()
    what = run.request.path or "code"
    return [f"{printable(what)} goes on, since {duration(seconds)}."]


def place_in(stack: str) -> Place:
    """The last own line of the thread that runs the code."""
    failure = read_log(_HEAD + stack).first
    frames = failure.root.frames if failure is not None else ()
    return Place(tuple(frame for frame in frames if not _KERNEL.search(frame.path)))


def _said(first: Standing, second: Standing) -> list[str]:
    if second.why_not:
        return [f"Where it stands cannot be seen: {second.why_not}."]
    before, now = place_in(first.stack), place_in(second.stack)
    share = f"{100 * second.busy:.0f} % of a processor"
    calls = [
        f"{frame.path}:{frame.line} in {frame.function}"
        for frame in now.frames
        if not frame.is_library
    ]
    said = [f"It stands at {one_line(call)}" for call in calls[-1:]]
    said += [f"  called at {one_line(call)}" for call in reversed(calls[-4:-1])]
    if not calls:
        said = ["It stands in code of a library or of the kernel alone."]
    same = now.line == before.line
    waiting = waits_for(now.frames)
    if waiting and second.busy < 0.5:
        said.append(f"It waits for {waiting}; it takes {share}.")
    elif same and second.busy < 0.1:
        said.append(f"It waits: the same line twice, a second apart; {share}.")
    elif same:
        said.append(
            f"It computes: the same line twice, a second apart; {share}. A long call, "
            "or a loop within one line."
        )
    else:
        said.append(
            f"It moves: a second ago it was at {one_line(before.line)}; {share}."
        )
    return said


def _last_output(file: Path) -> list[str]:
    """The last lines that it printed, and how long that is ago."""
    lines: deque[str] = deque(maxlen=_MOST_LINES)
    try:
        ago = time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return ["It has printed nothing so far."]
    for output in outputs_in(file):
        if output.kind is OutputKind.STREAM:
            text = without_colours(str(output.content.get("text", "")))
            lines.extend(line for line in text.splitlines() if line.strip())
    if not lines:
        return ["It has printed nothing so far."]
    shown = [f"  {shorten(one_line(line), 150)}" for line in lines]
    return [f"Its last output, {duration(ago)} ago:", *shown]
