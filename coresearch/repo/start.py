"""Making a folder a git repository."""

from __future__ import annotations

from pathlib import Path


def start_repository(folder: Path, message: str) -> None:
    """Make `folder` a repository with one commit of all that is in it.

    The commit names coresearch as its author, whatever git's configuration says.
    """
    import git

    someone = git.Actor("coresearch", "coresearch@localhost")
    with git.Repo.init(folder, initial_branch="main") as repository:
        repository.git.add(all=True)
        repository.index.commit(message, author=someone, committer=someone)
