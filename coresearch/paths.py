"""Where things lie. Asking does not create anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from coresearch.core.errors import CoresearchError

JOURNAL_FOLDER = ".coresearch"
"""At the top of the repository; it ignores itself in git."""


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """What can be made again, whichever repository it is for."""
    return _base(environ, "XDG_CACHE_HOME", "~/.cache") / "coresearch"


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """What is this person's own, whichever repository they are in."""
    return _base(environ, "XDG_STATE_HOME", "~/.local/state") / "coresearch"


def _base(environ: Mapping[str, str], variable: str, usual: str) -> Path:
    """A folder of the XDG Base Directory Specification."""
    folder = environ.get(variable, "")
    return Path(folder) if folder.startswith("/") else Path(usual).expanduser()


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
