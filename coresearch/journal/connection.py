"""Opening the journal's database, and saying in plain words why it would not open."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from coresearch.core.errors import CoresearchError, DiskFull, JournalFault

VERSION = 1
"""The newest version of the database that this program knows."""

_WAIT = 10.0  # seconds for another writer to finish


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the journal at `path`, made or migrated if need be.

    Raises:
        JournalFault: it is newer than this program, no journal, locked or unwritable.
        DiskFull: there is no room to make it.
    """
    with translated(path):
        connection = _open(path)
        try:
            _bring_up_to_date(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection)
    if version == VERSION:
        return
    if version > VERSION:
        raise JournalFault(
            f"The journal {path} was written by a newer coresearch "
            f"(version {version}; this program knows {VERSION}).",
            hint="Upgrade coresearch. Nothing was changed.",
        )
    from coresearch.journal.migrations import migrate

    if version:
        _copy(connection, path.with_name(f"journal.v{version}.db"))
    elif _has_foreign_tables(connection):
        raise JournalFault(
            f"{path} is an SQLite database, but no coresearch journal.",
            hint="Move it away; coresearch then begins a new journal.",
        )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < VERSION:  # else another process was faster
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _has_foreign_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(found[0])


def _copy(connection: sqlite3.Connection, to: Path) -> None:
    with contextlib.closing(sqlite3.connect(to)) as copy:
        connection.backup(copy)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about `path` into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, path) from error
    except OSError as error:
        raise os_fault(error, f"write {path.parent}") from error


def _fault(error: sqlite3.Error, path: Path) -> CoresearchError:
    text = str(error)
    if "full" in text:
        return DiskFull(
            "The disk is full; nothing was written to the journal.",
            hint="Make room and try again.",
        )
    if "locked" in text or "busy" in text:
        return JournalFault(
            f"Another program holds the journal {path} (waited {_WAIT:.0f} s).",
            hint="Wait for it to finish, or close it, and try again.",
        )
    if "not a database" in text or "malformed" in text:
        return JournalFault(
            f"{path} is damaged, or is no SQLite database.",
            hint="Nothing was changed. Restore it from a copy, or move it away; "
            "coresearch then begins a new journal.",
        )
    if "readonly" in text or "unable to open" in text:
        return JournalFault(
            f"The journal {path} cannot be opened or written.",
            hint="Check who owns the folder and whether it may be written to.",
        )
    return JournalFault(f"The journal {path} does not answer: {text}.")


def os_fault(error: OSError, doing: str) -> CoresearchError:
    """`error`, met while `doing` something, as one of ours."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            f"Could not {doing}: there is no room left on the disk.",
            hint="Make room and try again.",
        )
    reason = error.strerror or str(error)
    return JournalFault(
        f"Could not {doing}: {reason}.",
        hint="Check who owns the folder and whether it may be written to.",
    )
