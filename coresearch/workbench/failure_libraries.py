"""The sources of installed packages, read and never imported."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from coresearch.diagnosis.failures import Failure, exceptions

_MOST_FILES = 80
_MOST_BYTES = 1_000_000


def libraries(root: Path, failure: Failure) -> Callable[[str], Iterator[str]]:
    """Gives the texts of a module's files, where its packages are on this machine."""

    def read(module: str) -> Iterator[str]:
        folder, _, name = module.replace(".", "/").rpartition("/")
        for site in _sites(root, failure):
            place = site / folder / name
            files = [place.with_suffix(".py")]
            if place.is_dir():
                files += sorted(islice(place.glob("*.py"), _MOST_FILES))
            for file in files:
                if file.is_file() and file.stat().st_size <= _MOST_BYTES:
                    yield file.read_text("utf-8", "replace")

    return read


def _sites(root: Path, failure: Failure) -> Iterator[Path]:
    """Where packages are: as the log names it, else of the project's environment."""
    for raised in exceptions(failure):
        for frame in raised.frames:
            head, found, _ = frame.path.partition("/site-packages/")
            if found and (site := Path(head, "site-packages")).is_dir():
                yield site
                return
    homes = [root / ".venv", root / "venv", root / "env"]
    if active := os.environ.get("VIRTUAL_ENV"):
        homes.append(Path(active))
    for home in homes:
        for site in home.glob("lib/python*/site-packages"):
            yield site
            return
