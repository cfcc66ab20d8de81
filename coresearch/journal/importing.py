"""Somebody else's journal joins this one: the union of the events, and nothing else.

What is imported stays theirs. It is on record who took it in and when, before the first
event of theirs; by that the tables tell it from what happened here. Nothing that it
says is carried out, nor counts for this journal's own people.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coresearch.core.events import Event, EventType
from coresearch.core.text import one_line
from coresearch.journal.blobs import blobs_named
from coresearch.journal.connection import translated
from coresearch.journal.derive import refresh_statements
from coresearch.journal.incoming import Blob, Line, fault, incoming
from coresearch.journal.sharing import shared_name
from coresearch.journal.store import Journal

_ONLY_THEIRS = (
    "effect.", "model.answered", "run.sent", "run.ended", "prediction.resolved",
    "failure.", "item.answered", "flaw.revealed", "task.ended",
    "sweep.ordered",
)  # fmt: skip
"""Types that go on with something, which nobody but who began it may say."""

_UNFIT = (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH)
"""What SQLite says of a body that lacks what a table needs, or is nested too deeply."""


@dataclass(slots=True)
class Joined:
    """What became of one chain of the file."""

    chain: str
    author: str = ""
    new: int = 0
    known: int = 0
    missing: list[str] = field(default_factory=list)
    """Blobs that its new events name, and that are neither in the file nor here."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    chains: tuple[Joined, ...]
    blobs: int
    """How many were taken in."""

    @property
    def new(self) -> int:
        """How many events were."""
        return sum(one.new for one in self.chains)

    @property
    def missing(self) -> list[str]:
        """Blobs that are named and not here, each once."""
        return list(dict.fromkeys(one for each in self.chains for one in each.missing))


def import_file(journal: Journal, file: Path) -> Imported:
    """Take in the events of an export that are not here yet; all of them or none.

    Raises:
        NotFound, BadInput: the first fault of the file. Nothing was imported.
        JournalFault, DiskFull: the journal could not be written.
    """
    plan = _Plan(journal, file)
    with journal.writing():
        plan.look()
        blobs = _take_blobs(journal, file, plan) if plan.has_blobs else 0
        for line in incoming(file) if plan.new else ():
            if isinstance(line.holds, Event) and plan.is_new(line.holds):
                _take(journal, plan, line, line.holds)
        if plan.new:
            journal.index_text()
    return Imported(tuple(plan.joined.values()), blobs)


class _Plan:
    """What of a file is new; made before anything of it is taken in."""

    def __init__(self, journal: Journal, file: Path) -> None:
        self._journal = journal
        self._file = file
        self._own = {i for i, imported in self._chains() if not imported}
        self._skipped = {shared_name(chain) for chain in self._own}
        """Our own chains as others were given them: we have more of these."""
        self._there: set[str] = set()
        """Blobs that are in the file."""
        self.named: set[str] = set()
        """Blobs that its events name."""
        self.joined: dict[str, Joined] = {}
        self.announced: set[str] = set()

    @property
    def new(self) -> int:
        return sum(one.new for one in self.joined.values())

    @property
    def has_blobs(self) -> bool:
        """Whether any is in the file."""
        return bool(self._there)

    def _chains(self) -> list[tuple[str, int]]:
        return self._rows("SELECT id, imported FROM chains")

    def _rows(self, query: str, *values: object) -> list[tuple[str, int]]:
        with translated(self._journal.path):
            return self._journal.connection.execute(query, values).fetchall()

    def look(self) -> None:
        """Hold every line against what is here.

        Raises:
            BadInput: a chain forks, has a gap, or goes on with one of our own.
        """
        heads = dict(self._rows("SELECT id, events FROM chains"))
        for line in incoming(self._file):
            if isinstance(line.holds, Blob):
                self._there.add(line.holds.digest)
                continue
            event = line.holds
            if event.journal not in self._skipped:
                self._weigh(line.number, event, heads.get(event.journal, 0))
        here = self._journal.blobs
        for one in self.joined.values():
            one.missing = [
                digest
                for digest in dict.fromkeys(one.missing)
                if digest not in self._there and not here.path(digest).exists()
            ]

    def _weigh(self, number: int, event: Event, known: int) -> None:
        chain = self.joined.setdefault(event.journal, Joined(event.journal))
        self.named.update(blobs_named(event.body))
        if event.seq <= known:
            self._require_same(number, event)
            chain.known += 1
            return
        if event.journal in self._own:
            raise fault(
                number,
                f"goes on with the chain {event.journal}, which is this journal's own, "
                f"after its last event, number {known}: a lost end is restored from a "
                "copy of the journal, and is not imported",
            )
        if event.seq == known + 1 and known:
            self._require_end(number, event, known)
        if event.seq > known + 1 and not chain.new:
            raise fault(
                number,
                f"is number {event.seq} of the chain {event.journal}, of which this "
                f"journal has {known or 'none'}: what lies between is not in the file",
            )
        if not known and event.seq == 1:
            self._require_one_form(number, event)
        chain.new += 1
        chain.missing += blobs_named(event.body)

    def _require_end(self, number: int, event: Event, known: int) -> None:
        query = "SELECT head, events FROM chains WHERE id = ?"
        [(head, _)] = self._rows(query, event.journal)
        if event.prev != head:
            raise fault(
                number,
                f"does not follow event number {known} of the chain {event.journal} "
                "as it is here: the two have gone different ways",
            )

    def _require_same(self, number: int, event: Event) -> None:
        query = "SELECT id, seq FROM events WHERE journal = ? AND seq = ?"
        [(known, _)] = self._rows(query, event.journal, event.seq)
        if known != event.id:
            raise fault(
                number,
                f"is another event number {event.seq} of the chain {event.journal} "
                f"than the one here ({known[:12]}): the two have gone different ways",
            )

    def _require_one_form(self, number: int, event: Event) -> None:
        """The same events with and without measures would all be there twice."""
        query = (
            "SELECT id, position FROM events WHERE type = 'journal.opened' AND "
            "(json_extract(body, '$.shares') = ?1 OR subject = ?2)"
        )
        if self._rows(query, event.journal, _shares(event)):
            raise fault(
                number,
                f"begins the chain {event.journal}, which is here already in another "
                "form (with, or without, measures)",
            )

    def is_new(self, event: Event) -> bool:
        """Whether it is to be taken in: what is known came before it, in its chain."""
        one = self.joined.get(event.journal)
        return one is not None and event.seq > one.known

    def is_wanted(self, blob: Blob) -> bool:
        """Whether an event names it and it is not here."""
        is_here = self._journal.blobs.path(blob.digest).exists()
        return blob.digest in self.named and not is_here


def _shares(event: Event) -> str:
    return str(json.loads(event.body).get("shares", ""))


def _take_blobs(journal: Journal, file: Path, plan: _Plan) -> int:
    """Blobs before the events that name them; one too many does no harm."""
    taken = 0
    for blob in _blobs(file):
        if plan.is_wanted(blob):
            journal.blobs.put(blob.data)
            taken += 1
    return taken


def _blobs(file: Path) -> Iterator[Blob]:
    return (line.holds for line in incoming(file) if isinstance(line.holds, Blob))


def _take(journal: Journal, plan: _Plan, line: Line, event: Event) -> None:
    joined = plan.joined[event.journal]
    if event.journal not in plan.announced:
        plan.announced.add(event.journal)
        body = {"known": joined.known, "new": joined.new, "left_out": joined.missing}
        journal.append(EventType.JOURNAL_IMPORTED, event.journal, body)
    if event.type.startswith(_ONLY_THEIRS):
        _require_theirs(journal, line.number, event, event.subject)
    elif event.type == "run.started":
        sweep = str(json.loads(event.body).get("sweep", ""))
        _require_theirs(journal, line.number, event, sweep)
    try:
        insert(journal, event)
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in _UNFIT:
            raise
        what = f"is no {event.type} as this program knows it"
        raise fault(line.number, what) from error
    if not joined.author:
        joined.author = author_of(journal, event.journal)


def insert(journal: Journal, event: Event) -> None:
    """Append an event of another chain as it is, with what is read from it."""
    cursor = journal.connection.execute(
        "INSERT INTO events(id, journal, seq, at, type, subject, body, prev) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event.id, event.journal, event.seq, event.at, event.type, event.subject,
         event.body, event.prev),
    )  # fmt: skip
    keys = {
        "journal": event.journal,
        "subject": event.subject,
        "position": cursor.lastrowid,
    }
    for statement in refresh_statements(event.type):
        journal.connection.execute(statement, keys)


def _require_theirs(journal: Journal, number: int, event: Event, begun: str) -> None:
    """Let nobody say what became of something that was `begun` here."""
    found = journal.connection.execute(
        "SELECT 1 FROM events o JOIN chains c ON c.id = o.journal "
        "WHERE NOT c.imported AND (o.id = ?1 OR (o.subject = ?1 "
        "AND o.type IN ('run.started', 'prediction.made', 'flaw.planted', "
        "'task.begun', 'sweep.started'))) LIMIT 1",
        (begun,),
    ).fetchone()
    if found:
        raise fault(
            number,
            f"({event.type}) says what became of something that was begun in this "
            "journal, and only this journal can say that",
        )


def author_of(journal: Journal, chain: str) -> str:
    """The name of whose chain it is."""
    query = "SELECT author FROM chains WHERE id = ?"
    found = journal.connection.execute(query, (chain,)).fetchone()
    return one_line(str(found[0])) if found else ""
