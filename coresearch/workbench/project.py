"""One repository with its journal: what every use case works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.errors import BadInput
from coresearch.journal.connection import os_fault
from coresearch.journal.store import Author, Journal
from coresearch.paths import JOURNAL_FOLDER
from coresearch.repo.checkout import (
    Checkout,
    find_checkout,
    identity,
    machine,
    place,
)
from coresearch.repo.lock import effects_lock


@dataclass(frozen=True, slots=True)
class Project:
    """The repository that the person stands in."""

    checkout: Checkout
    journal: Journal
    on_wait: Callable[[], None] = lambda: None
    """Called when another coresearch holds the lock."""

    @property
    def root(self) -> Path:
        """The top of the working tree."""
        return self.checkout.root

    def relative(self, file: Path) -> str:
        """The name of `file` from the repository's top, with slashes.

        Raises:
            BadInput: it is outside the repository.
        """
        try:
            real = file.resolve()
        except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise the latter
            raise BadInput(f"{file} leads in a circle of symbolic links.") from None
        try:
            return real.relative_to(self.root.resolve()).as_posix()
        except ValueError:
            raise BadInput(f"{file} is outside the repository {self.root}.") from None

    @contextmanager
    def effects(self, wait: float = 30.0) -> Iterator[None]:
        """Hold the lock under which files are changed.

        Raises:
            Refused: another process holds it for longer than `wait` seconds.
        """
        with effects_lock(self.journal.path.parent, self.on_wait, wait):
            yield


def top(start: Path) -> Path:
    """The top of the working tree around `start`.

    Raises:
        NoRepository: `start` is in no working tree.
    """
    return find_checkout(start).root


def journal_here(start: Path) -> Path:
    """Where the journal of the repository around `start` is, or would be."""
    return find_checkout(start).home / JOURNAL_FOLDER / "journal.db"


@contextmanager
def open_project(
    start: Path, on_wait: Callable[[], None] = lambda: None
) -> Iterator[Project]:
    """The project that `start` is in; its journal is made if there is none.

    Raises:
        NoRepository: `start` is in no working tree.
        JournalFault, DiskFull: the journal cannot be opened.
    """
    checkout = find_checkout(start)
    person = identity(checkout)
    author = Author(person.name, person.email, machine(), place(checkout))
    with Journal(checkout.home / JOURNAL_FOLDER, author) as journal:
        try:
            yield Project(checkout, journal, on_wait)
        except PermissionError as error:
            raise os_fault(error, f"use {journal.path.parent}") from error
