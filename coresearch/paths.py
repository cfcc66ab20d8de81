"""Where things lie. Asking does not create anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from coresearch.core.errors import CoresearchError

JOURNAL_FOLDER = ".coresearch"
"""At the top of the repository; it ignores itself in git."""


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """What is this person's own, whichever repository they are in.

    By the XDG Base Directory Specification.
    """
    folder = environ.get("XDG_STATE_HOME", "")
    base = (
        Path(folder) if folder.startswith("/") else Path("~/.local/state").expanduser()
    )
    return base / "coresearch"


def shipped(name: str) -> Path:
    """The folder `prompts` or `examples` that comes with the program.

    In an installed wheel it is inside the package, with an underscore; in a checkout
    beside it.
    """
    package = Path(__file__).parent
    for folder in (package / f"_{name}", package.parent / name):
        if folder.is_dir():
            return folder
    raise CoresearchError(
        f"The folder {name!r} that comes with coresearch is missing.",
        hint="Install coresearch again.",
    )
