"""What every command that needs a repository begins with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coresearch.cli.output import tell
from coresearch.config import Settings, read_settings
from coresearch.core.errors import NoRepository, NotFound
from coresearch.core.text import printable
from coresearch.workbench import settling
from coresearch.workbench.project import Project, journal_here, open_project, top


@contextmanager
def project_here() -> Iterator[Project]:
    """The project of the current folder, with what a crash left brought to an end."""

    def on_wait() -> None:
        tell("Another coresearch is changing files here; waiting for it …")

    with open_project(here(), on_wait) as project:
        settle(project)
        if sys.stdin.isatty() and sys.stderr.isatty():
            from coresearch.workbench.plants import reveal_left
            from coresearch.workbench.reminding import reminders

            for truth in reveal_left(project):
                tell(truth)
            for due in reminders(project):
                tell(f"{due.what}: coresearch {due.command}")
        yield project


def settle(project: Project) -> None:
    """Bring what was cut off to an end, and tell the person what became of it."""
    for message in settling.settle(project):
        tell(printable(message))


def here() -> Path:
    """The current folder.

    Raises:
        NotFound: it was removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise NotFound(
            "The folder that you are in is not there any more.",
            hint="Go to your repository with cd.",
        ) from None


def settings_here() -> Settings:
    """The settings of the repository of the current folder, or those outside of any.

    Raises:
        BadInput: they cannot be read.
    """
    try:
        root = top(here())
    except NoRepository:
        root = None
    return read_settings(root)


@contextmanager
def project_with_journal() -> Iterator[Project]:
    """Like `project_here`, for commands that only read: it makes no journal.

    Raises:
        NotFound: there is none yet.
    """
    if not journal_here(here()).exists():
        raise NotFound(
            "There is no journal here yet.",
            hint="It begins with the first suggestion: coresearch critique plan.md",
        )
    with project_here() as project:
        yield project
