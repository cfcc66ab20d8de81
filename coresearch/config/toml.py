"""TOML files, with a sentence for each way in which one cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.text import one_line


def read_toml(file: Path, name: str) -> dict[str, Any]:
    """What a file says; nothing where there is none. Messages call it by `name`."""
    content = read_bytes(file, name)
    return {} if content is None else parsed(content, name)


def read_bytes(file: Path, name: str) -> bytes | None:
    """What stands in the file; None if there is none."""
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """The same of what stands in it."""
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {one_line(str(error))}.") from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be read.") from None
