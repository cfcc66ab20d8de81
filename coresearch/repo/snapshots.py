"""The exact state of the working tree, kept as a commit that no branch shows.

It is made with an index of its own, copied from git's (which keeps what git knows of
unchanged files, so that only changed ones are read). The person's index, HEAD, branches
and stash stay as they are, and no hook runs. Trees that are equal give equal commits.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from coresearch.paths import JOURNAL_FOLDER
from coresearch.repo.plumbing import asked, run_git
from coresearch.repo.safe_paths import is_secret

REFS = "refs/coresearch/runs/"
_NOBODY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (
        ("NAME", "coresearch"),
        ("EMAIL", "coresearch@localhost"),
        ("DATE", "@0 +0000"),
    )
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is not in the snapshot, and why."""

    path: str
    why: str
    """`ignored`, `too large`, `secret` or `another repository`."""
    size: int | None = None
    """Bytes; None for a folder."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The working tree at one moment."""

    head: str
    """The commit that was checked out; empty before the first."""
    commit: str
    """A commit with exactly this tree; `head` itself where nothing was changed."""
    branch: str
    """Empty where HEAD is at no branch."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_dirty(self) -> bool:
        """Whether something was not committed."""
        return self.commit != self.head


def take_snapshot(root: Path, run: str, largest: int) -> Snapshot:
    """Keep the working tree at `root` for the run of this id.

    Files that git does not know yet are left out if they are larger than `largest`
    bytes, or look like secrets by their name.

    Raises:
        EffectFailed: git refused.
    """
    head = asked(root, "rev-parse", "--verify", "--quiet", "HEAD")
    branch = asked(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    with _own_index(root) as environ:
        changed, left_out = _sorted_out(root, environ, largest)
        if changed is None:
            return Snapshot(head, head, branch, tuple(left_out))
        if changed:
            update = ("update-index", "--add", "--remove", "--replace", "-z", "--stdin")
            given = b"".join(path + b"\0" for path in changed)
            run_git(root, *update, given=given, environ=environ)
        tree = run_git(root, "write-tree", environ=environ).decode().strip()
    parent = ["-p", head] if head else []
    made = run_git(
        root, "commit-tree", tree, *parent, "-m", "A snapshot", environ=_NOBODY
    )
    commit = made.decode().strip()
    run_git(root, "update-ref", REFS + run, commit)
    return Snapshot(head, commit, branch, tuple(left_out))


def drop_snapshot(root: Path, run: str) -> None:
    """Forget the snapshot of a run; git collects what nothing else needs."""
    run_git(root, "update-ref", "-d", REFS + run)


@contextmanager
def _own_index(root: Path) -> Iterator[Mapping[str, str]]:
    """The environment in which git works on a copy of its index instead."""
    with tempfile.TemporaryDirectory(prefix="coresearch-index-") as folder:
        copy = Path(folder, "index")
        theirs = asked(root, "rev-parse", "--git-path", "index")
        with suppress(FileNotFoundError):  # nothing was ever added
            shutil.copy2(root / theirs, copy)
        yield {"GIT_INDEX_FILE": str(copy)}


def _sorted_out(
    root: Path, environ: Mapping[str, str], largest: int
) -> tuple[list[bytes] | None, list[LeftOut]]:
    """What the index lacks, and what is left out; None if HEAD has everything."""
    changed: list[bytes] = []
    left_out: list[LeftOut] = []
    is_clean = True
    for state, raw in _status(root, environ):
        path = os.fsdecode(raw)
        if path.startswith(f"{JOURNAL_FOLDER}/"):
            continue
        if state == "!!":
            left_out.append(LeftOut(path, "ignored", _size(root / path)))
            continue
        why = _unwanted(root, path, largest) if state == "??" else ""
        if why:
            left_out.append(LeftOut(path, why, _size(root / path)))
            continue
        is_clean = False
        if state[1] != " " or "U" in state:
            changed.append(raw)
    return (None if is_clean else changed), left_out


def _status(root: Path, environ: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every path that differs from HEAD, with git's two letters for it."""
    answer = run_git(
        root,
        "status",
        "--porcelain",
        "-z",
        "--untracked-files=all",
        "--ignored=matching",
        "--no-renames",
        environ=environ,
    )
    for item in answer.split(b"\0"):
        if item:
            yield item[:2].decode(), item[3:]


def _unwanted(root: Path, path: str, largest: int) -> str:
    if path.endswith("/"):
        return "another repository"
    if is_secret(Path(path).name):
        return "secret"
    size = _size(root / path)
    return "too large" if size is not None and size > largest else ""


def _size(file: Path) -> int | None:
    with suppress(OSError):
        if not file.is_dir():
            return file.lstat().st_size
    return None
