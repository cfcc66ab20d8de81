"""The repository as the interface works on it: in threads, never on the event loop.

Every piece of work opens the project for itself, since a connection to the journal
belongs to its thread, and closes it again, so that other programs find it free.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coresearch.core.errors import CoresearchError
from coresearch.paths import JOURNAL_FOLDER
from coresearch.tui.commands import as_sent

if TYPE_CHECKING:  # loaded while the first frame is already on the screen
    from coresearch.journal.entries import Entry
    from coresearch.workbench.decide import Presented
    from coresearch.workbench.project import Project

T = TypeVar("T")

MOST_WAITING = 500
"""Rows of the inbox; what matters less comes after what is decided."""

Stamp = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits, at one moment."""

    rows: Sequence[Entry] = ()
    total: int = 0
    digits: int = 7
    """Of an id, as it is shown."""
    branch: str = ""
    spent: float = 0.0
    """Dollars, today."""
    own_first: frozenset[str] = frozenset()
    """Those of which the person says their own word before they see them."""
    faults: Sequence[str] = field(default=())
    """What was found at the start: decisions and runs that were cut off."""


class Desk:
    """One repository."""

    def __init__(self, start: Path, root: Path, home: Path) -> None:
        """Work on the repository `root`, around `start`; its journal lies in `home`."""
        self.start = start
        self.root = root
        self.folder = home / JOURNAL_FOLDER

    async def do(self, work: Callable[[Project], T]) -> T:
        """What `work` gives, done in a thread. It is never given up half done.

        Raises:
            CoresearchError: whatever the work raises.
        """
        return await asyncio.shield(asyncio.to_thread(self.now, work))

    def now(self, work: Callable[[Project], T]) -> T:
        """The same in this thread."""
        from coresearch.workbench.project import open_project

        with open_project(self.start) as project:
            return work(project)

    @property
    def has_journal(self) -> bool:
        """Whether anything is on record here; looking makes no journal."""
        return (self.folder / "journal.db").exists()

    def stamp(self) -> Stamp:
        """What changes when another program writes the journal, or checks out."""
        files = ("journal.db", "journal.db-wal")
        found = [_mark(self.folder / name) for name in files]
        return (*found, _mark(self.root / ".git" / "HEAD"))

    def stamp_of(self, paths: Sequence[str]) -> Stamp:
        """What changes when one of these files does."""
        return tuple(_mark(self.root / path) for path in paths)


def _mark(file: Path) -> tuple[int, int, int]:
    """An empty write-ahead log is as good as none: reading makes and removes it."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)
    if file.name.endswith("-wal"):
        return (0, 0, 0) if not found.st_size else (0, found.st_size, found.st_mtime_ns)
    return (found.st_ino, found.st_size, found.st_mtime_ns)


# -- pieces of work -----------------------------------------------------------------


def read_inbox(project: Project) -> Inbox:
    """What waits now."""
    from coresearch.journal.queries import count_waiting, id_length, waiting
    from coresearch.repo.checkout import branch
    from coresearch.workbench import own_first, plants
    from coresearch.workbench.spending import spent_today

    journal = project.journal
    real = waiting(journal, limit=MOST_WAITING)
    rows = plants.among(project, real)
    return Inbox(
        rows,
        count_waiting(journal) + len(rows) - len(real),
        id_length(journal),
        branch(project.checkout),
        spent_today(project),
        own_first.due_among(project, rows),
    )


def presented(
    desk: Desk, suggestion: str
) -> Callable[[Project], tuple[Presented, Stamp]]:
    """A suggestion as it would be applied now, and the stamp of its files before."""

    def work(project: Project) -> tuple[Presented, Stamp]:
        from coresearch.tui.syntax import lexer_for
        from coresearch.workbench import plants
        from coresearch.workbench.decide import present

        if plant := plants.present(project, suggestion):
            edit = plant.suggestion.edit
            return plant, desk.stamp_of(edit.paths if edit else ())
        edit = project.journal.suggestion(suggestion).edit
        paths = edit.paths if edit else ()
        stamp = desk.stamp_of(paths)
        for path in paths:
            lexer_for(path)  # imported here, so that the event loop need not
        return present(project, suggestion), stamp

    return work


def told(fault: BaseException) -> str:
    """A fault in a sentence or two; what to do is told as it is sent here."""
    if isinstance(fault, CoresearchError):
        return f"{fault.message} {as_sent(fault.hint)}".strip()
    return f"coresearch met a fault of its own: {type(fault).__name__}: {fault}"
