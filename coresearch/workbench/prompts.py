"""A repository's own prompts: begun from those that come with the program."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from coresearch.core.errors import NoRepository
from coresearch.paths import JOURNAL_FOLDER
from coresearch.prompts import own_folder, shipped_file
from coresearch.repo.checkout import find_checkout


def home_of_prompts(start: Path) -> Path | None:
    """The folder whose `.coresearch` may have prompts; None outside a repository."""
    try:
        return find_checkout(start).home
    except NoRepository:
        return None


def own_file(name: str, home: Path) -> Path:
    """Where the repository's own version of a prompt or part lies, or would.

    Raises:
        NotFound: there is nothing of this name.
    """
    shipped_file(name)
    return own_folder(home) / f"{name}.md"


def source(name: str, home: Path | None) -> str:
    """A prompt or part as it is written: the repository's own, if it has one.

    Raises:
        NotFound: there is nothing of this name.
    """
    own = own_file(name, home) if home is not None else None
    file = own if own is not None and own.is_file() else shipped_file(name)
    return file.read_text(encoding="utf-8", errors="replace")


def begin_own(name: str, home: Path) -> Path:
    """The file of the repository's own, made from the one that comes along.

    Raises:
        NotFound: there is nothing of this name.
    """
    file = own_file(name, home)
    if not file.is_file():
        ignore = home / JOURNAL_FOLDER / ".gitignore"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not ignore.exists():
            ignore.write_text("# What is in here is coresearch's own record.\n*\n")
        file.write_bytes(shipped_file(name).read_bytes())
    return file


def forget_unchanged(name: str, home: Path) -> bool:
    """Remove an own version that says nothing else; whether it did."""
    file = own_file(name, home)
    if file.is_file() and file.read_bytes() != shipped_file(name).read_bytes():
        return False
    file.unlink(missing_ok=True)
    return True


def differences(name: str, home: Path | None) -> Iterator[str]:
    """How the repository's own version differs, as lines of a unified diff.

    Raises:
        NotFound: there is nothing of this name.
    """
    shipped = shipped_file(name)
    if home is None or not own_file(name, home).is_file():
        return
    yield from difflib.unified_diff(
        shipped.read_text(encoding="utf-8").splitlines(),
        source(name, home).splitlines(),
        f"{name}.md (coresearch)",
        f"{name}.md (yours)",
        lineterm="",
    )
