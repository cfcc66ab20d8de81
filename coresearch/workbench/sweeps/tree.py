"""The snapshot's files, put where tasks run: not the tree that the person works in.

What git ignores, such as data and checkpoints, is not in the snapshot: the tree has
symbolic links to it, so that a script finds it, and writes there as it does at home.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from coresearch.core.errors import NotFound
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.journal.sweeps import ID_DIGITS
from coresearch.paths import JOURNAL_FOLDER
from coresearch.repo.plumbing import asked, run_git
from coresearch.sweeps import files
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.places import folder_of

_CACHES = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache")


def lay_out(project: Project, sweep: RecordedSweep) -> Path:
    """Put the tree of a sweep there, unless it is; its top.

    Raises:
        NotFound: the snapshot is not in this repository any more.
        EffectFailed: git refused.
    """
    top = folder_of(project, sweep.id) / files.TREE
    commit = str(sweep.started["snapshot"])
    ready = top.with_suffix(".ready")
    if ready.exists() and top.is_dir():
        return top
    if not commit or not asked(project.root, "cat-file", "-t", commit):
        raise NotFound(
            f"The files of sweep {sweep.id[:ID_DIGITS]} are not in this repository.",
            hint="There must be a commit, and its snapshot must not have been removed.",
        )
    if top.exists():
        remove(project, top)
    run_git(project.root, "worktree", "add", "--force", "--detach", str(top), commit)
    link_left_out(project.root, top, sweep.started["left_out"])
    ready.touch()
    return top


def link_left_out(root: Path, top: Path, left_out: Sequence[Mapping[str, Any]]) -> None:
    """Put links at `top` to what is at `root` and not in the snapshot."""
    for item in left_out:
        _link(root, top, str(item["path"]).rstrip("/"))


def _link(root: Path, top: Path, path: str) -> None:
    name = Path(path)
    if name.parts[0] in (JOURNAL_FOLDER, ".git") or name.name in _CACHES:
        return
    there = top / name
    with suppress(OSError):
        there.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(there):
            there.symlink_to(root / name)


def remove_if_untouched(project: Project, sweep: RecordedSweep) -> bool:
    """Take the tree away, unless a task has written into it; whether it is away."""
    top = folder_of(project, sweep.id) / files.TREE
    if not top.is_dir():
        return True
    linked = {item["path"].rstrip("/") for item in sweep.started["left_out"]}
    told = run_git(top, "status", "--porcelain", "--untracked-files=all", "-z")
    for item in told.split(b"\0"):
        path = os.fsdecode(item[3:]).rstrip("/")
        parts = set(Path(path).parts) & set(_CACHES)
        if path and path not in linked and not parts:
            return False
    remove(project, top)
    return True


def remove(project: Project, top: Path) -> None:
    """Take the tree away. What its links lead to stays."""
    import shutil

    top.with_suffix(".ready").unlink(missing_ok=True)
    shutil.rmtree(top, ignore_errors=True)  # it does not follow symbolic links
    run_git(project.root, "worktree", "prune")
