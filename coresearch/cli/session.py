"""What every command that needs a repository begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coresearch.cli.output import tell
from coresearch.core.errors import NotFound
from coresearch.core.text import printable
from coresearch.workbench.project import Project, journal_here, open_project
from coresearch.workbench.reconcile import reconcile


@contextmanager
def project_here() -> Iterator[Project]:
    """The project of the current folder, with what a crash left brought to an end."""

    def on_wait() -> None:
        tell("Another coresearch is changing files here; waiting for it …")

    with open_project(Path.cwd(), on_wait) as project:
        for found in reconcile(project):
            tell(printable(found.message))
        yield project


@contextmanager
def project_with_journal() -> Iterator[Project]:
    """Like `project_here`, for commands that only read: it makes no journal.

    Raises:
        NotFound: there is none yet.
    """
    if not journal_here(Path.cwd()).exists():
        raise NotFound(
            "There is no journal here yet.",
            hint="It begins with the first suggestion: coresearch critique plan.md",
        )
    with project_here() as project:
        yield project
