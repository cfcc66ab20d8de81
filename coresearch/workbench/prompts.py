"""A repository's own prompts: begun from those that come with the program."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from coresearch.core.errors import NoRepository
from coresearch.paths import JOURNAL_FOLDER
from coresearch.prompts import load_prompt, own_folder
from coresearch.repo.checkout import find_checkout


def home_of_prompts(start: Path) -> Path | None:
    """The folder whose `.coresearch` may have prompts; None outside a repository."""
    try:
        return find_checkout(start).home
    except NoRepository:
        return None


def begin_own(name: str, home: Path) -> Path:
    """The file of the repository's own prompt, made from the one that comes along.

    Raises:
        NotFound: there is no prompt of this name.
    """
    prompt = load_prompt(name, home)
    file = own_folder(home) / f"{name}.md"
    if not prompt.is_own:
        ignore = home / JOURNAL_FOLDER / ".gitignore"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not ignore.exists():
            ignore.write_text("# What is in here is coresearch's own record.\n*\n")
        file.write_bytes(prompt.file.read_bytes())
    return file


def forget_unchanged(name: str, home: Path) -> bool:
    """Remove an own prompt that says nothing else; whether it did."""
    file = own_folder(home) / f"{name}.md"
    shipped = load_prompt(name).file.read_bytes()
    if file.is_file() and file.read_bytes() != shipped:
        return False
    file.unlink(missing_ok=True)
    return True


def differences(name: str, home: Path | None) -> Iterator[str]:
    """How the repository's own prompt differs, as lines of a unified diff.

    Raises:
        NotFound: there is no prompt of this name.
    """
    shipped, own = load_prompt(name), load_prompt(name, home)
    if not own.is_own:
        return
    yield from difflib.unified_diff(
        shipped.file.read_text(encoding="utf-8").splitlines(),
        own.file.read_text(encoding="utf-8").splitlines(),
        f"{name}.md (coresearch)",
        f"{name}.md (yours)",
        lineterm="",
    )
