"""What a task writes, as it comes; once it has ended, as it is on record."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.cli.output import finish, tell
from coresearch.core.outputs import Output, OutputKind
from coresearch.core.runs import RunState
from coresearch.sweeps import files

if TYPE_CHECKING:
    from coresearch.core.sweep.sweep import RecordedSweep
    from coresearch.workbench.project import Project

_LOOK = 0.3
"""Seconds between two looks."""
_PIECE = 1 << 20


def tail(
    project: Project, recorded: RecordedSweep, number: int, *, follow: bool
) -> None:
    """Show what the task has written; with `follow` until its end."""
    from coresearch.cli.live import Live
    from coresearch.workbench.sweeps.orders import tasks_of
    from coresearch.workbench.sweeps.places import folder_of, job_name

    task = tasks_of(project, recorded)[number - 1]
    while follow and not task.run:
        time.sleep(_LOOK)
        task = tasks_of(project, recorded)[number - 1]
    if not task.run:
        tell(f"Task {number} has not begun.")
        return
    live, shown = Live(), {files.STDOUT: 0, files.STDERR: 0}
    name = job_name(recorded.id, number, task.run)
    folder = folder_of(project, recorded.id) / files.TASKS / name
    while task.state is RunState.RUNNING:
        for stream in shown:
            shown[stream] += _show_more(live, folder / stream, stream, shown[stream])
        if not follow:
            live.finish()
            return
        time.sleep(_LOOK)
        task = tasks_of(project, recorded)[number - 1]
    _show_rest(project, task.run, live, shown)
    live.finish()
    finish()


def _show_more(live: object, file: Path, stream: str, start: int) -> int:
    """Show what has come to a stream; how many bytes that was."""
    from coresearch.cli.live import Live

    assert isinstance(live, Live)
    try:
        with file.open("rb") as opened:
            opened.seek(start)
            piece = opened.read(_PIECE)
    except OSError:
        return 0
    # Whole lines, so that no character is cut; or all of it, where none ends.
    whole = piece.rpartition(b"\n")[0] + b"\n" if b"\n" in piece else piece
    if whole:
        text = whole.decode("utf-8", "replace")
        content = {"name": stream, "text": text}
        live.show(Output(OutputKind.STREAM, 1, 0.0, content))
    return len(whole)


def _show_rest(project: Project, run: str, live: object, shown: dict[str, int]) -> None:
    """What is on record beyond what was shown."""
    from coresearch.cli.live import Live
    from coresearch.journal.runs import read_run
    from coresearch.workbench.recorder import read_outputs

    assert isinstance(live, Live)
    passed = dict(shown)
    ended = read_run(project.journal, run).ended or {}
    for output in read_outputs(project.journal.blobs, ended):
        name = str(output.content.get("name", ""))
        raw = str(output.content.get("text", "")).encode()
        skipped = min(passed.get(name, 0), len(raw))
        passed[name] = passed.get(name, 0) - skipped
        if raw[skipped:]:
            text = raw[skipped:].decode("utf-8", "replace")
            content = {**output.content, "text": text}
            live.show(Output(output.kind, 1, 0.0, content))
