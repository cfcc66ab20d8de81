"""Texts that a person gives to be read: plans, scripts, notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coresearch.core.errors import BadInput, NotFound

LONGEST_PLAN = 2 * 1024 * 1024
"""Bytes. A longer file is no plan, and would take minutes to read."""

LONGEST_NOTEBOOK = 64 * 1024 * 1024
"""Bytes. Most of a notebook are the pictures in its outputs, which are not read."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to critique."""

    name: str
    """As it is shown: from the repository's top, or as it was given."""
    content: bytes
    text: str


def read_text(file: Path, name: str) -> Text:
    """The file as text.

    Raises:
        NotFound: it is not there.
        BadInput: a folder, not UTF-8, binary, or too long to be a plan.
    """
    try:
        if file.is_dir():
            raise BadInput(
                f"{name} is a folder.", hint=f"coresearch critique {name}/plan.md"
            )
        if not file.is_file() and file.exists():
            raise BadInput(f"{name} is not an ordinary file.")
        if file.stat().st_size > _longest(name):
            raise _too_long(name, file.stat().st_size)
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(f"There is no file {name}.") from None
    except PermissionError:
        raise BadInput(f"{name} may not be read.", hint=f"ls -l {name}") from None
    except OSError as error:  # a name too long, a loop of links
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None
    return as_text(content, name)


def as_text(content: bytes, name: str) -> Text:
    """Bytes as the text that they are.

    Raises:
        BadInput: they are not UTF-8 text, or too many.
    """
    if len(content) > _longest(name):
        raise _too_long(name, len(content))
    if b"\0" in content[:8192]:
        raise BadInput(
            f"{name} is not text (it is binary, or UTF-16).",
            hint="critique reads plans, scripts and notebooks, in UTF-8.",
        )
    try:
        return Text(name, content, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{name} is not UTF-8: byte 0x{content[error.start]:02x} in line {line}.",
            hint=f"Convert it, e.g. iconv -f latin1 -t utf-8 {name} > plan.utf8.md",
        ) from None


def _longest(name: str) -> int:
    return LONGEST_NOTEBOOK if name.endswith(".ipynb") else LONGEST_PLAN


def _too_long(name: str, size: int) -> BadInput:
    return BadInput(
        f"{name} has {size / 1e6:.0f} MB; critique reads files of up to "
        f"{_longest(name) / 1e6:.0f} MB.",
        hint="Name the plan itself, or cut out the part to be read.",
    )
