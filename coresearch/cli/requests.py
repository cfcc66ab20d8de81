"""What the words of `coresearch run` ask for."""

from __future__ import annotations

import sys
from pathlib import Path

from coresearch.cli.output import tell
from coresearch.cli.session import here
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import RunKind, RunRequest
from coresearch.workbench.project import Project
from coresearch.workbench.requests import decoded, file_request, folder_name


def read_request(
    project: Project,
    words: list[str],
    code: str | None,
    cwd: Path | None,
    kernel: str = "",
) -> RunRequest:
    """What is to be run: the file that `words` begin with, `code`, or stdin.

    Raises:
        BadInput: both or neither are given, or the file is no text.
        NotFound: there is no such file or folder.
    """
    if (code is None) == (not words):
        raise BadInput(
            "Give a file to run, or code with -c.",
            hint="coresearch run train.py, or: coresearch run -c 'print(1)'",
        )
    folder = here() if cwd is None else here() / cwd
    if not folder.is_dir():
        raise NotFound(f"There is no folder {cwd}.")
    if code is not None:
        return RunRequest(
            RunKind.CODE, code, kernel=kernel, cwd=folder_name(project, folder)
        )
    name, *arguments = words
    if name == "-":
        if sys.stdin.isatty():
            tell("Type or paste the code; end it with Ctrl-D on a line of its own.")
        return RunRequest(
            RunKind.CODE,
            decoded(sys.stdin.buffer.read(), "stdin"),
            arguments=tuple(arguments),
            kernel=kernel,
            cwd=folder_name(project, folder),
        )
    return file_request(project, Path(name), tuple(arguments), folder, kernel)
