"""What git knows of a working tree, in few questions that are asked at once.

For a model's context, which must not cost more than a few times `git ls-files`: what
is not committed is asked for only where there are few files, since git must then look
at each of them.
"""

from __future__ import annotations

import os
import subprocess
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.errors import NoRepository

_FEW = 2000
"""Up to so many files, it is asked which are not as they were committed."""
_COMMITS = 8
_KNOWN = ("-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
_KINDS = (".py", ".ipynb", ".R", ".md")


@dataclass(frozen=True, slots=True)
class Survey:
    """A working tree as git sees it."""

    listing: bytes
    """Every tracked file, from the top, as git sorts them, each after a NUL. As it
    comes: to make strings of 50,000 names would cost more than git takes for them."""
    count: int
    """How many files are tracked."""
    commits: tuple[str, ...]
    """The newest commits, newest first: hash, date and subject."""
    branch: str
    """Empty for a detached HEAD, or where nothing is committed."""
    changed: tuple[str, ...] | None
    """Files that are not as they were committed, each with git's two letters; None
    where there are too many files to ask about each of them."""

    def has(self, path: str) -> bool:
        """Whether a file is tracked."""
        return bool(path) and b"\0%b\0" % os.fsencode(path) in self.listing

    def paths(self) -> list[str]:
        """Every tracked file."""
        return [os.fsdecode(path) for path in self._names()]

    def at_top(self) -> dict[str, int]:
        """What is at the top: files as they are, folders with how many files below."""
        names, found, number = self._names(), dict[str, int](), 0
        while number < len(names):
            folder, slash, _ = names[number].partition(b"/")
            # In git's order "0" follows "/", and so ends what is in the folder.
            end = bisect_left(names, folder + b"0", number) if slash else number + 1
            found[os.fsdecode(folder + slash)] = end - number
            number = end
        return found

    def kinds(self) -> dict[str, int]:
        """How many files there are of the kinds that tell what a project does."""
        counts = {kind: self.listing.count(kind.encode() + b"\0") for kind in _KINDS}
        return {kind: count for kind, count in counts.items() if count}

    def _names(self) -> list[bytes]:
        return self.listing[1:-1].split(b"\0") if self.count else []


def survey(root: Path) -> Survey:
    """What git knows of the working tree `root`."""
    listing = _start(root, "ls-files", "-z")
    log = _start(
        root, "log", f"-{_COMMITS}", "--date=short", "--format=%D%x00%h %ad %s%x00"
    )
    files = b"\0" + _answer(listing)
    count = files.count(b"\0") - 1
    decorations, commits = _parsed_log(os.fsdecode(_answer(log)))
    changed = _changed(root) if count <= _FEW else None
    return Survey(files, count, commits, _branch(decorations), changed)


def tracked(root: Path) -> list[str]:
    """Every file that git has in its index; that is known at once."""
    return _split(_answer(_start(root, "ls-files", "-z")))


def sendable(root: Path, patterns: Sequence[str]) -> list[str]:
    """The files that match `patterns`, tracked or not, except for ignored ones.

    A pattern is matched from the top: `*` within a folder, `**` across folders.
    """
    paths = [f":(top,glob){pattern}" for pattern in patterns]
    return _split(_answer(_start(root, "ls-files", *_KNOWN, "--", *paths)))


def known(root: Path) -> list[str]:
    """Every file, tracked or not, except for ignored ones."""
    return _split(_answer(_start(root, "ls-files", *_KNOWN)))


def _split(found: bytes) -> list[str]:
    return [path for path in os.fsdecode(found).split("\0") if path]


def is_ignored(root: Path, path: str) -> bool:
    """Whether git is told to leave the untracked file `path` alone."""
    return bool(_answer(_start(root, "check-ignore", "--", path)))


def _changed(root: Path) -> tuple[str, ...]:
    status = _start(root, "status", "--porcelain", "-z", "--no-renames")
    return tuple(filter(None, os.fsdecode(_answer(status)).split("\0")))


def _start(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Git at work; it never locks or rewrites the index."""
    try:
        return subprocess.Popen(
            ["git", *arguments],
            cwd=root,
            env=os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        raise NoRepository(
            "git is not installed, or not on the PATH.",
            hint="Install git; coresearch works in git repositories.",
        ) from None


def _answer(running: subprocess.Popen[bytes]) -> bytes:
    """What it says; nothing where it fails, as `log` does before the first commit."""
    out, _ = running.communicate()
    return out if running.returncode == 0 else b""


def _parsed_log(text: str) -> tuple[str, tuple[str, ...]]:
    parts = [part.strip("\n") for part in text.split("\0")]
    return parts[0], tuple(filter(None, parts[1::2]))


def _branch(decorations: str) -> str:
    head = decorations.split(", ")[0]
    return head.removeprefix("HEAD -> ") if head.startswith("HEAD -> ") else ""
