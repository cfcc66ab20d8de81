"""Opening the journal's database, and saying in plain words why it would not open."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from coresearch.core.errors import CoresearchError, DiskFull, JournalFault
from coresearch.journal.version import APPLICATION_ID, VERSION

WAIT = 10.0
"""Seconds for another writer to finish."""

Migrate = Callable[[sqlite3.Connection], None]
"""Brings a database to the newest version, inside the caller's transaction."""


def _migrate(connection: sqlite3.Connection) -> None:
    # sqlite-utils imports pandas where that is installed: half a second for nothing.
    has_pandas = "pandas" in sys.modules
    if not has_pandas:
        sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        from coresearch.journal.migrations import migrate
    finally:
        if not has_pandas:
            del sys.modules["pandas"]
    migrate(connection)


def connect(
    path: Path,
    *,
    wait: float = WAIT,
    version: int = VERSION,
    migrate: Migrate = _migrate,
) -> sqlite3.Connection:
    """A connection to the journal at `path`, made or migrated if need be.

    Raises:
        JournalFault: it is newer than this program, no journal, locked or unwritable.
        DiskFull: there is no room to make it.
    """
    with translated(path):
        connection = _open(path, wait)
        try:
            connection.execute("BEGIN")
            found = _version_of(connection, path, version)
            connection.execute("COMMIT")
            _refuse_cut(connection, path)
            _write_ahead(connection)
            if found < version:
                _bring_up_to_date(connection, path, version, migrate)
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
    connection.text_factory = _text
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _text(raw: bytes) -> str:
    """A value as it was written, also where a file's name or line was not UTF-8."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:  # nothing of ours: `verify` will name it
        return raw.decode("utf-8", "backslashreplace")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers and a writer side by side; a copy made with VACUUM INTO has lost it."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


def _version_of(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """The version of our journal at `path`; 0 where there is nothing yet.

    Call within a transaction, so that the three answers are of one moment: while they
    are asked, another process may be making the journal.
    """
    ours = _pragma(connection, "application_id") == APPLICATION_ID
    version = _pragma(connection, "user_version")
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not ours and (version or tables):
        raise JournalFault(
            f"{path} is an SQLite database, but no coresearch journal.",
            hint="Move it away; coresearch then begins a new journal.",
        )
    if version > newest:
        raise JournalFault(
            f"The journal {path} was written by a newer coresearch "
            f"(version {version}; this program knows {newest}).",
            hint="Upgrade coresearch. Nothing was changed.",
        )
    return version


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _refuse_cut(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite itself takes what lacks of the last page for zeros."""
    if _size(path.with_name(f"{path.name}-wal")):
        return  # that page may still be on its way
    if _size(path) % _pragma(connection, "page_size"):
        raise _damaged(path)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, version: int, migrate: Migrate
) -> None:
    """Make the journal, or migrate it after a copy was made, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another process may have been faster.
        found = _version_of(connection, path, version)
        if 0 < found < version:
            _copy(path, path.with_name(f"{path.stem}.v{found}{path.suffix}"))
        if found < version:
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _copy(path: Path, to: Path) -> None:
    """Copy the journal while the caller keeps others from writing to it."""
    with (
        contextlib.closing(sqlite3.connect(path)) as source,
        contextlib.closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)


# -- faults -------------------------------------------------------------------------

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

# A quota or a limit on the size of files shows as a write that failed, not as FULL.
_WRITE_FAILED = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about `path` into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _fault(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own words quote a damaged schema
        raise _damaged(path) from error
    except OSError as error:
        raise os_fault(error, f"write {path.parent}") from error


def _fault(error: sqlite3.Error, path: Path) -> CoresearchError:
    code = getattr(error, "sqlite_errorcode", 0)  # module errors have none
    if code in _WRITE_FAILED:
        return DiskFull(
            "The disk did not take it; nothing was written to the journal.",
            hint="Make room (a quota counts too) and try again; "
            "if there is room, the disk may be failing.",
        )
    if code == sqlite3.SQLITE_CORRUPT_VTAB:
        return JournalFault(
            f"The search index of the journal {path} is damaged.",
            hint="Make it again from the events: coresearch journal rebuild",
        )
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(
                "The disk is full; nothing was written to the journal.",
                hint="Make room and try again.",
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return JournalFault(
                f"Another program holds the journal {path}, and kept it too long.",
                hint="Wait for it to finish, or close it, and try again.",
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(path)
        case sqlite3.SQLITE_CANTOPEN if path.is_dir():
            return JournalFault(
                f"{path} is a folder where the journal's file should be.",
                hint="Move it away; coresearch then begins a new journal.",
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY:
            return JournalFault(
                f"The journal {path} cannot be opened or written.",
                hint="Check who owns the folder and whether it may be written to.",
            )
    return JournalFault(
        f"The journal {path} does not answer: {error}.",
        hint="Check it with: coresearch journal verify",
    )


def _damaged(path: Path) -> JournalFault:
    return JournalFault(
        f"{path} is damaged, or is no SQLite database.",
        hint="Nothing was changed. Restore it from a copy, or move it away; "
        "coresearch then begins a new journal.",
    )


def os_fault(error: OSError, doing: str) -> CoresearchError:
    """`error`, met while `doing` something, as one of ours."""
    if error.errno in _NO_ROOM:
        return DiskFull(
            f"Could not {doing}: there is no room left on the disk.",
            hint="Make room and try again.",
        )
    reason = error.strerror or str(error)
    return JournalFault(
        f"Could not {doing}: {reason}.",
        hint="Check who owns the folder and whether it may be written to.",
    )
