"""Proof that the journal is what was written: chains, derived rows, blobs.

`verify` names the first fault that it finds. It shows that nothing was changed by
accident or behind the program's back; it cannot show that nobody rewrote the whole
file, events and derived tables alike, from some point on: for that, compare the heads
that it prints with ones kept elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from coresearch.core.errors import JournalBroken
from coresearch.core.events import START, seal
from coresearch.journal.blobs import blobs_named
from coresearch.journal.connection import translated
from coresearch.journal.derive import rebuild_statements
from coresearch.journal.store import Journal
from coresearch.journal.tables import DERIVED, Derived

_THREADS = 2
"""That compare tables, while a third walks the chains."""
_REBUILD = "coresearch journal rebuild makes it again from the events."

Ends = dict[str, tuple[int, str]]
"""Of each chain, the number and the id of its last event."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    journal: str
    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, when all of it fits."""

    events: int
    blobs: int
    rows: int
    """Rows of derived tables."""
    heads: tuple[Head, ...]
    missing: int = 0
    """Blobs that were not in an export when it was imported."""


def verify(journal: Journal) -> Verified:
    """Check every event, every derived row and every blob.

    Raises:
        JournalBroken: the first thing that does not fit.
    """
    # SQLite leaves Python's lock while it compares tables, so these go side by side,
    # the widest first; what they found is asked for in the order in which the tables
    # follow from one another, so that a fault is named where it began.
    with (
        translated(journal.path),
        _readers(journal.path) as readers,
        ThreadPoolExecutor(_THREADS) as pool,
    ):
        checks = {
            table.name: pool.submit(_reading, readers, _check_table, table)
            for table in sorted(DERIVED, key=lambda table: -len(table.columns))
        }
        index = pool.submit(_reading, readers, _check_index)
        heads, blobs = _reading(readers, _check_events)
        rows = sum(checks[table.name].result() for table in DERIVED)
        index.result()
        missing = {digest for digest in _left_out(journal) if digest in blobs}
        missing = {one for one in missing if not journal.blobs.path(one).exists()}
        for digest in sorted(blobs - missing):
            journal.blobs.get(digest)
    events = sum(head.seq for head in heads)
    return Verified(events, len(blobs) - len(missing), rows, heads, len(missing))


def rebuild(journal: Journal) -> None:
    """Make every derived table again from the events, in one transaction."""
    with journal.writing():
        for statement in rebuild_statements():
            journal.connection.execute(statement)


Readers = SimpleQueue[sqlite3.Connection]


@contextmanager
def _readers(path: Path) -> Iterator[Readers]:
    """A connection for each thread that checks: to open one reads the whole schema.

    Text is decoded as SQLite does it, which is twice as fast as the way that lets
    through what is not UTF-8.
    """
    readers: Readers = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(_THREADS + 1):
            opened = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False
            )
            stack.enter_context(closing(opened))
            opened.execute("PRAGMA query_only = ON")
            readers.put(opened)
        yield readers


def _reading(readers: Readers, check: Callable[..., T], *given: Derived) -> T:
    """What `check` finds, in a moment of its own: others may write meanwhile."""
    connection = readers.get()
    try:
        connection.execute("BEGIN")
        return check(connection, *given)
    finally:
        connection.rollback()
        readers.put(connection)


def _left_out(journal: Journal) -> Iterator[str]:
    """What is on record as missing from what was imported here."""
    rows = journal.connection.execute(
        "SELECT e.body FROM events e JOIN chains c ON c.id = e.journal "
        "WHERE e.type = 'journal.imported' AND NOT c.imported"
    ).fetchall()
    for (body,) in rows:
        yield from journal.expand(body).get("left_out", ())


# -- events -------------------------------------------------------------------------


def _check_events(connection: sqlite3.Connection) -> tuple[tuple[Head, ...], set[str]]:
    """Walk all chains in order of arrival; their heads and the blobs they name."""
    ends: Ends = {}
    start = (0, START)
    blobs: set[str] = set()
    for expected, row in enumerate(_events(connection), start=1):
        position, event_id, chain, seq, at, kind, subject, body, prev = row
        if position != expected:
            raise JournalBroken(
                f"Row {expected} of the table events is gone: row {position} "
                f"({kind}, {at}) stands in its place.",
                hint="An event was deleted or moved.",
            )
        if seal(chain, seq, at, kind, subject, body, prev) != event_id:
            raise JournalBroken(
                f"Event {str(event_id)[:12]} ({kind}, {at}) has been changed: "
                "its content does not give its hash.",
                hint=f"It is row {position} of the table events.",
            )
        last_seq, last_id = ends.get(chain, start)
        if prev != last_id or seq != last_seq + 1:
            raise JournalBroken(
                f"The chain {chain} breaks before event {event_id[:12]} "
                f"({kind}, {at}): number {seq} follows number {last_seq}.",
                hint="An event was deleted, inserted or moved.",
            )
        ends[chain] = (seq, event_id)
        if '"blob":"' in body:
            blobs.update(blobs_named(body))
    _check_ends(connection, ends)
    return tuple(Head(chain, *end) for chain, end in ends.items()), blobs


def _events(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    position = 0
    try:
        for row in connection.execute(
            "SELECT position, id, journal, seq, at, type, subject, body, prev "
            "FROM events ORDER BY position"
        ):
            position = row[0]
            yield row
    except sqlite3.OperationalError as error:
        if hasattr(error, "sqlite_errorcode"):
            raise
        # Python's own complaint: the bytes are no text.
        raise JournalBroken(
            f"Row {position + 1} of the table events has been changed: it is not UTF-8."
        ) from error


def _check_ends(connection: sqlite3.Connection, ends: Mapping[str, Any]) -> None:
    """The table of chains remembers the newest events even if their rows are gone."""
    stored: Ends = {
        chain: (events, head)
        for chain, events, head in connection.execute(
            "SELECT id, events, head FROM chains"
        )
    }
    for chain in (*ends, *stored):
        if ends.get(chain) != stored.get(chain):
            there, known = ends.get(chain, (0,)), stored.get(chain, (0,))
            raise JournalBroken(
                f"The chain {chain} ends at event number {there[0]}, where the table "
                f"chains knows {known[0]}: its last events were deleted, changed or "
                "added, or that table was.",
                hint="Look for the missing events in a copy of the journal before "
                "you run coresearch journal rebuild, which goes by those left.",
            )


# -- derived tables -----------------------------------------------------------------


def _check_table(connection: sqlite3.Connection, table: Derived) -> int:
    """Compare one table with the view that defines it; how many rows it has.

    Row by row along the key, in one pass: a set difference of the two would sort both.
    """
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
    meant = ", ".join(f"v.{column}" for column in columns)
    stored = ", ".join(f"t.{column}" for column in columns)
    same_key = " AND ".join(f"t.{key} = v.{key}" for key in table.primary_key)
    key = table.primary_key[0]
    rows, wrong, there = connection.execute(
        "SELECT count(*), "
        f"min(CASE WHEN ({meant}) IS NOT ({stored}) THEN v.{key} END), "
        f"(SELECT count(*) FROM {table.name}) "
        f"FROM {table.source} v LEFT JOIN {table.name} t ON {same_key}"
    ).fetchone()
    if wrong is not None:
        fault = f"the row with {key} {wrong} is missing or wrong"
    elif rows != there:
        fault = _surplus(connection, table)
    else:
        return int(rows)
    raise JournalBroken(
        f"The table {table.name} does not follow from the events: {fault}.",
        hint=_REBUILD,
    )


def _surplus(connection: sqlite3.Connection, table: Derived) -> str:
    """Which row the table has and its view has not."""
    keys = ", ".join(table.primary_key)
    found = connection.execute(
        f"SELECT {keys} FROM {table.name} "
        f"EXCEPT SELECT {keys} FROM {table.source} ORDER BY 1 LIMIT 1"
    ).fetchone()
    if found is None:
        return "its rows and its indexes differ in number"
    return f"no event made the row with {table.primary_key[0]} {found[0]}"


def _check_index(connection: sqlite3.Connection) -> None:
    """The text index may lag behind, but up to there it has a text for each event."""
    missing, found, indexed = connection.execute(
        "SELECT min(CASE WHEN d.id IS NULL THEN s.position END), count(d.id), "
        "(SELECT count(*) FROM search_docsize) "
        "FROM searchable s LEFT JOIN search_docsize d ON d.id = s.position "
        "WHERE s.position <= (SELECT coalesce(max(id), 0) FROM search_docsize)"
    ).fetchone()
    if found != indexed:
        [surplus] = connection.execute(
            "SELECT min(id) FROM search_docsize "
            "WHERE id NOT IN (SELECT position FROM searchable)"
        ).fetchone()
        fault = f"no event made its text number {surplus}"
    elif missing is not None:
        fault = f"it lacks the text of event number {missing}"
    else:
        return
    raise JournalBroken(
        f"The search index does not follow from the events: {fault}.", hint=_REBUILD
    )
