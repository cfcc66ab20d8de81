"""Proof that the journal is what was written: chains, derived rows, blobs.

`verify` names the first fault that it finds. It shows that nothing was changed by
accident or behind the program's back; it cannot show that nobody rewrote the whole
file, events and derived tables alike, from some point on: for that, compare the heads
that it prints with ones kept elsewhere.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from coresearch.core.errors import JournalBroken
from coresearch.core.events import START, seal
from coresearch.journal.connection import translated
from coresearch.journal.derive import DERIVED, Derived, rebuild_statements
from coresearch.journal.store import Journal

_BLOB = re.compile(r'"blob":"([0-9a-f]{64})"')


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


def verify(journal: Journal) -> Verified:
    """Check every event, every derived row and every blob.

    Raises:
        JournalBroken: the first thing that does not fit.
    """
    # SQLite leaves Python's lock while it compares tables, so these go side by side.
    with translated(journal.path), ThreadPoolExecutor(max_workers=2) as pool:
        checks = [
            pool.submit(_in_own_connection, journal, _check_table, table)
            for table in sorted(DERIVED, key=lambda table: -len(table.columns))
        ]
        heads, blobs = _check_chains(journal.connection)
        rows = sum(check.result() for check in checks)
        _check_index(journal.connection)
        for digest in sorted(blobs):
            journal.blobs.get(digest)
    events = sum(head.seq for head in heads)
    return Verified(events, len(blobs), rows, heads)


def rebuild(journal: Journal) -> None:
    """Make every derived table again from the events, in one transaction."""
    with journal.writing():
        for statement in rebuild_statements():
            journal.connection.execute(statement)


def _in_own_connection(
    journal: Journal,
    check: Callable[[sqlite3.Connection, Derived], int],
    table: Derived,
) -> int:
    connection = sqlite3.connect(journal.path, isolation_level=None)
    try:
        return check(connection, table)
    finally:
        connection.close()


# -- events -------------------------------------------------------------------------


def _check_chains(connection: sqlite3.Connection) -> tuple[tuple[Head, ...], set[str]]:
    """Walk all chains in order of arrival; their heads and the blobs they name."""
    ends: dict[str, tuple[int, str]] = {}
    start = (0, START)
    blobs: set[str] = set()
    position = 0
    rows = connection.execute(
        "SELECT position, id, journal, seq, at, type, subject, body, prev FROM events "
        "ORDER BY position"
    )
    for row in rows:
        position, event_id, chain, seq, at, kind, subject, body, prev = row
        if seal(chain, seq, at, kind, subject, body, prev) != event_id:
            raise JournalBroken(
                f"Event {event_id[:12]} ({kind}, {at}) has been changed: "
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
            blobs.update(_BLOB.findall(body))
    _check_nothing_cut_off(connection, position)
    return tuple(Head(chain, *end) for chain, end in ends.items()), blobs


def _check_nothing_cut_off(connection: sqlite3.Connection, last: int) -> None:
    """The text index remembers the newest event even if its row is gone."""
    [newest] = connection.execute("SELECT coalesce(max(id), 0) FROM search_docsize")
    if newest[0] > last:
        raise JournalBroken(
            f"Events after row {last} are gone: the search index knows row {newest[0]}."
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
        fault = f"it has {there} rows where the events make {rows}"
    else:
        return int(rows)
    raise JournalBroken(
        f"The table {table.name} does not follow from the events: {fault}.",
        hint="coresearch journal rebuild makes it again from the events.",
    )


def _check_index(connection: sqlite3.Connection) -> None:
    """The text index may lag behind, but what it has must come from an event."""
    indexed, expected = connection.execute(
        "SELECT (SELECT count(*) FROM search_docsize), "
        "(SELECT count(*) FROM searchable "
        "WHERE position <= (SELECT coalesce(max(id), 0) FROM search_docsize))"
    ).fetchone()
    if indexed != expected:
        raise JournalBroken(
            f"The search index has {indexed} texts where the events make {expected}.",
            hint="coresearch journal rebuild makes it again from the events.",
        )
