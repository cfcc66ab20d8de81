"""What is to be run, from the file that holds it."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound
from coresearch.core.runs import RunKind, RunRequest
from coresearch.workbench.project import Project

_LARGEST = 50_000_000
"""Bytes of a script or notebook."""
_LANGUAGES = {
    ".r": "R", ".jl": "julia", ".js": "javascript", ".ts": "typescript",
    ".sh": "bash", ".rb": "ruby", ".lua": "lua", ".m": "octave", ".do": "stata",
}  # fmt: skip


def file_request(
    project: Project,
    file: Path,
    arguments: tuple[str, ...],
    folder: Path,
    kernel: str = "",
) -> RunRequest:
    """To run a script or a notebook in `folder`; in `kernel`, or as its name says.

    Raises:
        NotFound: there is no such file.
        BadInput: the file is no text.
    """
    is_notebook = file.suffix.lower() == ".ipynb"
    return RunRequest(
        RunKind.NOTEBOOK if is_notebook else RunKind.SCRIPT,
        decoded(_bytes(file), str(file)),
        _named(project, file),
        arguments,
        kernel=kernel or _kernel_for(file),
        cwd=folder_name(project, folder),
    )


def folder_name(project: Project, folder: Path) -> str:
    """A folder as requests name it: from the top, empty for the top."""
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


def decoded(content: bytes, name: str) -> str:
    """The text, in the encoding that its first lines declare, as Python reads it.

    Raises:
        BadInput: it is no text.
    """
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
