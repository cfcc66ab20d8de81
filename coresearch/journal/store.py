"""The journal: one class with few verbs over the events and what is read from them."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from coresearch.core.canonical import canonical_json
from coresearch.core.decisions import Decision, decision_from_json, decision_to_json
from coresearch.core.errors import NotFound
from coresearch.core.events import START, EventType, seal
from coresearch.core.suggestions import (
    Suggestion,
    suggestion_from_json,
    suggestion_id,
    suggestion_to_json,
)
from coresearch.journal.blobs import Blobs
from coresearch.journal.bodies import expanded, legible, stored, unchanged
from coresearch.journal.connection import WAIT, connect, translated
from coresearch.journal.derive import INDEX_TEXT, refresh_statements
from coresearch.journal.derived import OWN


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and from where."""

    name: str
    email: str
    machine: str
    place: str
    """A hash of machine and folder: a copied folder begins a chain of its own."""

    @property
    def readable(self) -> Author:
        """The same, with what git's configuration holds that is not UTF-8 as `?`."""
        texts = (text.encode("utf-8", "replace").decode() for text in astuple(self))
        return Author(*texts)


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision as the journal has it."""

    id: str
    suggestion: str
    at: str
    effect: str
    """none, pending, applied or failed."""
    decision: Decision


def utc_now() -> str:
    """The time as the journal writes it."""
    now = datetime.now(UTC)
    return f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond:06d}Z"


class Journal:
    """One repository's journal, open for reading and appending.

    A connection belongs to the thread that opened it: open one per unit of work.
    """

    def __init__(
        self,
        folder: Path,
        author: Author,
        clock: Callable[[], str] = utc_now,
        wait: float = WAIT,
    ) -> None:
        """Open the journal in `folder`, making it where there is none.

        `wait` is how many seconds another program may take to finish writing.

        Raises:
            JournalFault: it cannot be opened, or is newer than this program.
            DiskFull: there is no room.
        """
        self.path = folder / "journal.db"
        self.blobs = Blobs(folder / "blobs")
        self._author = author.readable
        self._clock = clock
        self._own_chain: str | None = None
        with translated(self.path):
            make_folder(folder)
        self.connection = connect(self.path, wait=wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self.connection.close()

    # -- writing --------------------------------------------------------------------

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One durable transaction; what is appended in it lands whole or not at all.

        It is taken at once (`BEGIN IMMEDIATE`), so that what is read in it still holds
        when it is written.
        """
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._own_chain = None  # it may have begun in what is taken back
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def record_suggestion(self, suggestion: Suggestion, occurrence: int = 0) -> str:
        """Append `suggestion`; its id. Call within `writing()`.

        `occurrence` counts how often the same was suggested and settled before.
        """
        identity = suggestion_id(suggestion.fingerprint, occurrence)
        body = suggestion_to_json(suggestion)
        self.append(EventType.SUGGESTION_MADE, identity, body)
        return identity

    def index_text(self) -> None:
        """Bring the text index up to the newest event. Call within `writing()`."""
        self.connection.execute(INDEX_TEXT)

    def record_decision(self, suggestion: str, decision: Decision) -> str:
        """Append `decision`; its id. Durable once `writing()` is left."""
        body = decision_to_json(decision)
        return self.append(EventType.DECISION_MADE, suggestion, body)

    def record_effect(self, decision_id: str, *, applied: bool, note: str = "") -> str:
        """Append what became of a decision's writes."""
        kind = EventType.EFFECT_APPLIED if applied else EventType.EFFECT_FAILED
        return self.append(kind, decision_id, {"note": note})

    def append(self, kind: EventType, subject: str, body: Mapping[str, Any]) -> str:
        """Append one event to this author's chain and refresh what is read from it.

        Call within `writing()`: an event without its rows would be a broken journal.
        """
        assert self.connection.in_transaction
        chain = self._chain()
        return self._append(chain, kind, subject, stored(body, self.blobs))

    def _append(
        self, chain: str, kind: EventType, subject: str, body: Mapping[str, Any]
    ) -> str:
        seq, prev = self._head(chain)
        text = canonical_json(body)
        at = self._clock()
        event_id = seal(chain, seq + 1, at, kind, subject, text, prev)
        cursor = self.connection.execute(
            "INSERT INTO events(id, journal, seq, at, type, subject, body, prev) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (event_id, chain, seq + 1, at, kind, subject, text, prev),
        )
        keys = {"journal": chain, "subject": subject, "position": cursor.lastrowid}
        for statement in refresh_statements(kind):
            self.connection.execute(statement, keys)
        return event_id

    def _chain(self) -> str:
        """This author's chain; a chain once begun never changes its id."""
        if self._own_chain is None:
            self._own_chain = self._find_or_begin_chain()
        return self._own_chain

    @property
    def person(self) -> tuple[str, str]:
        """Name and address of who writes, who may have chains on several machines."""
        return self._author.name, self._author.email

    def _find_or_begin_chain(self) -> str:
        who = self._author
        found = self.connection.execute(
            "SELECT id FROM chains "
            "WHERE author = ? AND email = ? AND machine = ? AND place = ? "
            "AND NOT imported",
            (who.name, who.email, who.machine, who.place),
        ).fetchone()
        if found:
            return str(found[0])
        chain = secrets.token_hex(8)
        body = {
            "author": who.name,
            "email": who.email,
            "machine": who.machine,
            "place": who.place,
        }
        self._append(chain, EventType.JOURNAL_OPENED, chain, body)
        return chain

    def _head(self, chain: str) -> tuple[int, str]:
        found = self.connection.execute(
            "SELECT seq, id FROM events WHERE journal = ? ORDER BY seq DESC LIMIT 1",
            (chain,),
        ).fetchone()
        return (found[0], found[1]) if found else (0, START)

    # -- reading --------------------------------------------------------------------

    def suggestion(self, identity: str) -> Suggestion:
        """The suggestion of this (whole) id."""
        rows = self._rows(
            "SELECT e.body FROM suggestions s JOIN events e ON e.position = s.position "
            "WHERE s.id = ?",
            identity,
        )
        if not rows:
            raise NotFound(f"The journal has no suggestion {identity}.")
        with unchanged():
            return suggestion_from_json(self.expand(rows[0][0]))

    def decision(self, decision_id: str) -> RecordedDecision:
        """The decision of this (whole) id."""
        rows = self._rows(
            "SELECT d.id, d.suggestion, d.at, d.effect, e.body "
            "FROM events e JOIN decisions d ON d.position = e.position WHERE e.id = ?",
            decision_id,
        )
        if not rows:
            raise NotFound(f"The journal has no decision {decision_id}.")
        identity, suggestion, at, effect, body = rows[0]
        with unchanged():
            decision = decision_from_json(self.expand(body))
        return RecordedDecision(identity, suggestion, at, effect, decision)

    def pending_decisions(self) -> list[RecordedDecision]:
        """Decisions of this journal's own whose effect is not on record, oldest first.

        Those of others are theirs to bring to an end, in their own files.
        """
        rows = self._rows(
            "SELECT id FROM decisions "
            f"WHERE effect = 'pending' AND journal {OWN} ORDER BY position"
        )
        return [self.decision(row[0]) for row in rows]

    def has_open_ends(self) -> bool:
        """Whether the effect of a decision, or the end of a run, is not on record.

        Of this journal's own.
        """
        query = (
            "SELECT EXISTS (SELECT 1 FROM decisions "
            f"WHERE effect = 'pending' AND journal {OWN}) OR EXISTS "
            f"(SELECT 1 FROM runs WHERE state = 'running' AND sweep = '' "
            f"AND journal {OWN})"
        )
        return bool(self._rows(query)[0][0])

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with translated(self.path):
            return self.connection.execute(query, values).fetchall()

    def expand(self, body: str) -> dict[str, Any]:
        """A body as it was written, with its long fields read from their blobs.

        Raises:
            JournalBroken: it was changed, or one of its blobs was.
        """
        return expanded(body, self.blobs)

    def legible(self, body: str) -> dict[str, Any]:
        """The same to be shown: with words where a blob of somebody else's lacks."""
        return legible(body, self.blobs)


def make_folder(folder: Path) -> None:
    """Make `.coresearch`, which git is told to leave alone."""
    ignore = folder / ".gitignore"
    if not ignore.exists():
        folder.mkdir(exist_ok=True)
        ignore.write_text("# What is in here is coresearch's own record.\n*\n")
