"""The exact tree of a run, put elsewhere and taken away again."""

from __future__ import annotations

import shutil
from pathlib import Path

from coresearch.core.errors import EffectFailed, NotFound, Refused
from coresearch.core.runs import Run
from coresearch.journal.runs import ID_DIGITS
from coresearch.repo.plumbing import asked, run_git
from coresearch.repo.snapshots import drop_snapshot
from coresearch.workbench.project import Project
from coresearch.workbench.run_files import RUNS


def restore(project: Project, run: Run, folder: Path) -> str:
    """Put the exact tree of `run` into a git worktree at `folder`; its commit.

    Raises:
        Refused: there is something at `folder`.
        NotFound: the snapshot is not in this repository.
        EffectFailed: git refused.
    """
    commit = str(run.started["snapshot"])
    if not commit or not asked(project.root, "cat-file", "-t", commit):
        raise NotFound(
            f"The tree of run {run.id[:ID_DIGITS]} is not in this repository.",
            hint="It was removed, or the run is another person's.",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"There is something at {folder}.", hint="Name another folder.")
    run_git(project.root, "worktree", "add", "--detach", str(folder), commit)
    return commit


def remove_worktree(project: Project, folder: Path) -> None:
    """Take a restored tree away again."""
    try:
        run_git(project.root, "worktree", "remove", "--force", str(folder))
    except EffectFailed:
        run_git(project.root, "worktree", "prune")


def forget_files(project: Project, run: Run) -> None:
    """Give up the snapshot of `run`, and the folder that it was given to write to."""
    drop_snapshot(project.root, run.id)
    shutil.rmtree(project.journal.path.parent / RUNS / run.id, ignore_errors=True)
