"""What the words of `coresearch run` ask for."""

from __future__ import annotations

import io
import sys
import tokenize
from pathlib import Path

from coresearch.cli.output import tell
from coresearch.cli.session import here
from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import RunKind, RunRequest
from coresearch.workbench.project import Project

_LARGEST = 50_000_000
"""Bytes of a script or notebook."""
_LANGUAGES = {
    ".r": "R", ".jl": "julia", ".js": "javascript", ".ts": "typescript",
    ".sh": "bash", ".rb": "ruby", ".lua": "lua", ".m": "octave", ".do": "stata",
}  # fmt: skip


def read_request(
    project: Project, words: list[str], code: str | None, cwd: Path | None
) -> RunRequest:
    """What is to be run: the file that `words` begin with, `code`, or stdin.

    Raises:
        BadInput: both or neither are given, or the file is no text.
        NotFound: there is no such file.
    """
    if (code is None) == (not words):
        raise BadInput(
            "Give a file to run, or code with -c.",
            hint="coresearch run train.py, or: coresearch run -c 'print(1)'",
        )
    folder = _folder(project, cwd)
    if code is not None:
        return RunRequest(RunKind.CODE, code, cwd=folder)
    name, *arguments = words
    if name == "-":
        if sys.stdin.isatty():
            tell("Type or paste the code; end it with Ctrl-D on a line of its own.")
        text = _decoded(sys.stdin.buffer.read(), "stdin")
        return RunRequest(RunKind.CODE, text, "", tuple(arguments), cwd=folder)
    file = Path(name)
    is_notebook = file.suffix.lower() == ".ipynb"
    kind = RunKind.NOTEBOOK if is_notebook else RunKind.SCRIPT
    return RunRequest(
        kind,
        _decoded(_bytes(file), name),
        _named(project, file),
        tuple(arguments),
        kernel=_kernel_for(file),
        cwd=folder,
    )


def _folder(project: Project, cwd: Path | None) -> str:
    folder = here() if cwd is None else here() / cwd
    if not folder.is_dir():
        raise NotFound(f"There is no folder {cwd}.")
    found = _named(project, folder)
    return "" if found == "." else found


def _named(project: Project, file: Path) -> str:
    """From the repository's top, or absolute where it is outside."""
    try:
        return project.relative(file)
    except BadInput:
        return str(file.resolve())


def _bytes(file: Path) -> bytes:
    if file.is_dir():
        raise BadInput(f"{file} is a folder.", hint="Name a script or a notebook.")
    try:
        if file.stat().st_size > _LARGEST:
            raise BadInput(f"{file} is too large to be a script.")
        return file.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {file}.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None


def _decoded(content: bytes, name: str) -> str:
    """The text, in the encoding that its first lines declare, as Python reads it."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError):
        raise BadInput(f"{name} is no text that can be run.") from None
    if "\0" in text:
        raise BadInput(
            f"{name} is no text that can be run: there are zero bytes in it."
        )
    return text.replace("\r\n", "\n")


def _kernel_for(file: Path) -> str:
    """The kernel for a script in another language, by the end of its name."""
    language = _LANGUAGES.get(file.suffix.lower())
    if language is None:
        return ""
    from coresearch.kernel.specs import kernel_for_language

    return kernel_for_language(language)
