"""Logs of failures: of a file, or of a run on record; and what a run's says first."""

from __future__ import annotations

import os
import re
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.escapes import without_colours
from coresearch.core.events import EventType
from coresearch.core.outputs import OutputKind
from coresearch.core.runs import Run, RunState
from coresearch.diagnosis.failures import Failure
from coresearch.diagnosis.reader import read_log
from coresearch.diagnosis.signature import signature, signature_id
from coresearch.journal.failures import signature_of
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import read_outputs

LONGEST_LOG = 200 * 1024 * 1024
"""Bytes. Of a longer log the first and the last `_PART` are read."""
_PART = 64 * 1024 * 1024
_TREE = re.compile(r"[^\s\"']*/\.coresearch/sweeps/[0-9a-f]{16}/tree/")
_ENDS = {
    "SIGKILL": "Killed",
    "SIGSEGV": "Segmentation fault",
    "SIGABRT": "Aborted",
    "SIGBUS": "Bus error",
}


def log_of_file(file: Path) -> str:
    """The text of a log; of a very long one its beginning and its end.

    Raises:
        NotFound, BadInput: it is not there, or cannot be read.
    """
    try:
        if file.is_dir():
            raise BadInput(f"{file} is a folder.", hint="Name a log in it.")
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            content = opened.read(LONGEST_LOG if size <= LONGEST_LOG else _PART)
            if size > LONGEST_LOG:
                opened.seek(-(_PART), os.SEEK_END)
                content += b"\n" + opened.read()
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    return as_log(content)


def as_log(content: bytes) -> str:
    """Bytes as a log's text; a log may hold anything, so nothing is refused."""
    return content.decode("utf-8", "replace").replace("\0", "")


def log_of_run(project: Project, run: Run) -> str:
    """What a run on record wrote, as one text, with how it ended in a last line."""
    ended = run.ended or {}
    parts = []
    for output in read_outputs(project.journal.blobs, ended):
        if output.kind is OutputKind.STREAM:
            parts.append(str(output.content.get("text", "")))
        elif output.kind is OutputKind.ERROR:
            lines = output.content.get("traceback", ())
            parts.append("\n" + without_colours("\n".join(lines)) + "\n")
    match run.state:
        case RunState.TIMED_OUT:
            parts.append("\nrun stopped: it exceeded the time limit\n")
        case RunState.DIED:
            said = _ENDS.get(str(ended.get("signal", "")), "Kernel died")
            parts.append(f"\n{said}\n")
    return at_home("".join(parts), project.root)


def at_home(text: str, root: Path) -> str:
    """A log in which files of a sweep's tree are called as they are at `root`."""
    return _TREE.sub(f"{root}/".replace("\\", "\\\\"), text)


def note_failure(project: Project, run: Run) -> str:
    """The signature of a failed run, put on record if it is not; empty for none."""
    return signature_of(project.journal, run.id) or record_failure(
        project, run, read_log(log_of_run(project, run)).first
    )


def record_failure(project: Project, run: Run, failure: Failure | None) -> str:
    """Put on record what a run's log says was raised first; its signature."""
    if failure is None:
        return ""
    body = failure_body(failure, run.request.path)
    with project.journal.writing():
        project.journal.append(EventType.FAILURE_READ, run.id, body)
    return body["signature"]


def failure_body(failure: Failure, path: str) -> dict[str, str]:
    """What the journal has of a failure of the file at `path`."""
    return {
        "signature": signature_id(failure),
        "words": signature(failure),
        "path": path,
    }
