"""Which repository the person stands in, and who they are to git.

Asked of git itself, in two short calls: importing GitPython for it would cost every
command a fifth of a second.
"""

from __future__ import annotations

import getpass
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.canonical import sha256
from coresearch.core.errors import NoRepository


@dataclass(frozen=True, slots=True)
class Checkout:
    """A working tree of a git repository."""

    root: Path
    """The top of the working tree; paths in suggestions begin here."""
    home: Path
    """Where `.coresearch` lies: the main working tree's top, also for linked ones, so
    that removing a worktree does not take the journal along."""
    worktree: str
    """The name of the linked worktree; empty for the main one."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as git's configuration names them."""

    name: str
    email: str


def find_checkout(start: Path) -> Checkout:
    """The checkout that holds the folder `start`.

    Raises:
        NoRepository: there is none, it is bare, or git will not read it.
    """
    answer = _git(
        start, "rev-parse", "--absolute-git-dir", "--git-common-dir", "--show-toplevel"
    )
    lines = answer.stdout.removesuffix("\n").split("\n")  # a name may have other ends
    if answer.returncode != 0 or len(lines) != 3:
        raise _no_checkout(start, answer.stderr, found_git_dir=bool(answer.stdout))
    git_dir, root = Path(lines[0]), Path(lines[2])
    common_dir = (start / lines[1]).resolve()
    if git_dir.resolve() == common_dir:
        return Checkout(root, root, "")
    main = common_dir.parent
    is_plain = common_dir.name == ".git" and main.is_dir()
    return Checkout(root, main if is_plain else root, git_dir.name)


def _no_checkout(start: Path, stderr: str, *, found_git_dir: bool) -> NoRepository:
    if "dubious ownership" in stderr:
        return NoRepository(
            f"git does not trust the repository at {start}: another user owns it.",
            hint=next(
                (line.strip() for line in stderr.split("\n") if "--add safe" in line),
                f'git config --global --add safe.directory "{start}"',
            ),
        )
    if found_git_dir:
        return NoRepository(
            f"{start} is in a bare repository, or in .git: it has no files.",
            hint="Go to a working tree, or make one: git worktree add ../work",
        )
    return NoRepository(
        f"{start} is not in a git repository.",
        hint="Go to your repository, or make this folder one: git init",
    )


def identity(checkout: Checkout) -> Identity:
    """Who works here, from git's environment and configuration.

    Where git knows nobody, the name of the login.
    """
    answer = _git(
        checkout.root, "config", "-z", "--get-regexp", r"^user\.(name|email)$"
    )
    known = dict(
        item.split("\n", 1) for item in answer.stdout.split("\0") if "\n" in item
    )
    return Identity(
        os.environ.get("GIT_AUTHOR_NAME") or known.get("user.name") or _login(),
        os.environ.get("GIT_AUTHOR_EMAIL") or known.get("user.email", ""),
    )


def branch(checkout: Checkout) -> str:
    """The branch that is checked out; empty for a detached HEAD."""
    answer = _git(checkout.root, "symbolic-ref", "--quiet", "--short", "HEAD")
    return answer.stdout.removesuffix("\n")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in containers
        return "unknown"


def machine() -> str:
    """The name of this computer."""
    return platform.node() or "unknown"


def place(checkout: Checkout) -> str:
    """A hash of computer and folder: it tells a copied journal from its twin."""
    return sha256(f"{machine()}\n{checkout.home}")[:16]


@dataclass(frozen=True, slots=True)
class _Answer:
    returncode: int
    stdout: str
    stderr: str


def _git(folder: Path, *arguments: str) -> _Answer:
    """What git answers, in English and with every byte of a name kept."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=os.environ | {"LC_ALL": "C"},
            capture_output=True,
            check=False,
        )
    except OSError as error:
        if isinstance(error, PermissionError):
            raise NoRepository(
                f"The folder {folder} may not be entered, or git not be run.",
                hint=f"ls -ld {folder}; which git",
            ) from None
        if not folder.is_dir():
            raise NoRepository(f"{folder} is not a folder.") from None
        raise NoRepository(
            "git is not installed, or not on the PATH.",
            hint="Install git; coresearch works in git repositories.",
        ) from None
    return _Answer(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))
