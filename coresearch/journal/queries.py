"""What the journal is asked: lists, one entry, words. Each costs what it shows."""

from __future__ import annotations

import math
import sqlite3
import unicodedata
from collections.abc import Sequence

from coresearch.core.errors import BadInput, NotFound
from coresearch.journal.connection import translated
from coresearch.journal.derive import TEXT_BEHIND
from coresearch.journal.derived import OWN
from coresearch.journal.entries import Entry as Entry
from coresearch.journal.entries import EventRow as EventRow
from coresearch.journal.entries import Filter as Filter
from coresearch.journal.store import Journal

_SHORTEST_ID = 7

_ENTRY = """
    SELECT s.id, s.at, s.activity, s.kind, s.title, s.origin_kind, s.origin, s.severity,
           s.confidence, s.path, s.line, s.state, s.decided_at, c.author, c.imported
    FROM {source} JOIN chains c ON c.id = s.author
"""


def list_entries(
    journal: Journal, wanted: Filter, *, limit: int, offset: int = 0
) -> list[Entry]:
    """Suggestions, newest first."""
    source = "suggestions s"
    conditions: list[str] = []
    values: list[object] = []

    def require(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    if wanted.path is not None:
        # CROSS JOIN: SQLite then reads the files in order, and stops at the limit.
        source = "files f CROSS JOIN suggestions s ON s.id = f.suggestion"
        require(f"f.path = {_TEXT}", wanted.path)
    for column in ("activity", "kind", "state"):
        value = getattr(wanted, column)
        if value is not None:
            require(f"s.{column} = ?", value)
    if not wanted.everyone:
        require("NOT c.imported")
    if wanted.author is not None:
        chains = _chains_of(journal, wanted.author)
        marks = ", ".join("?" * len(chains))
        require(f"s.author IN ({marks})", *chains)
    order = "f" if wanted.path is not None else "s"
    if wanted.since is not None:
        require(f"{order}.at >= ?", wanted.since)
    if wanted.until is not None:
        require(f"{order}.at < ?", wanted.until)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = (
        f"{_ENTRY.format(source=source)} {where} "
        f"ORDER BY {order}.at DESC, {order}.position DESC LIMIT ? OFFSET ?"
    )
    return [Entry(*row) for row in _rows(journal, query, *values, limit, offset)]


def _chains_of(journal: Journal, author: str) -> list[str]:
    # In Python: to SQLite only ASCII has upper and lower case, and % is a wildcard.
    part = _folded(author)
    rows = _rows(journal, "SELECT id, author, email FROM chains")
    return [
        chain
        for chain, name, email in rows
        if part in _folded(name) or part in _folded(email)
    ]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def waiting(journal: Journal, *, limit: int, path: str | None = None) -> list[Entry]:
    """The inbox: what waits for a decision, what matters most first."""
    # SQLite would take the index by state, and sort all that waits.
    source = "suggestions s INDEXED BY suggestions_waiting"
    where, values = "s.state = 'waiting' AND NOT c.imported", list[object]()
    if path is not None:
        where += f" AND s.id IN (SELECT suggestion FROM files WHERE path = {_TEXT})"
        values.append(path)
    query = (
        f"{_ENTRY.format(source=source)} WHERE {where} "
        "ORDER BY s.weight DESC, s.position LIMIT ?"
    )
    return [Entry(*row) for row in _rows(journal, query, *values, limit)]


def count_waiting(journal: Journal) -> int:
    """How many suggestions wait for a decision."""
    # All are counted in the index; those of others are few, and looked at one by one.
    others = "author IN (SELECT id FROM chains WHERE imported)"
    query = (
        "SELECT (SELECT count(*) FROM suggestions WHERE state = 'waiting') - "
        "(SELECT count(*) FROM suggestions INDEXED BY suggestions_by_author "
        f"WHERE {others} AND state = 'waiting')"
    )
    return int(_rows(journal, query)[0][0])


def entry(journal: Journal, suggestion_id: str) -> Entry:
    """The entry of this (whole) id."""
    query = f"{_ENTRY.format(source='suggestions s')} WHERE s.id = ?"
    rows = _rows(journal, query, suggestion_id)
    if not rows:
        raise NotFound(f"The journal has no suggestion {suggestion_id}.")
    return Entry(*rows[0])


def known(journal: Journal, fingerprint: str) -> list[Entry]:
    """Every time that this was suggested, oldest first."""
    query = (
        f"{_ENTRY.format(source='suggestions s')} WHERE s.fingerprint = ? "
        "ORDER BY s.position"
    )
    return [Entry(*row) for row in _rows(journal, query, fingerprint)]


_DECISIONS_ON = (
    "events x JOIN decisions d ON d.position = x.position WHERE x.subject = ?"
)


def last_reason(journal: Journal, suggestion_id: str) -> str:
    """The reason given at the last decision on a suggestion; empty if none was."""
    rows = _rows(
        journal,
        f"SELECT d.reason FROM {_DECISIONS_ON} AND d.verdict <> 'later' "
        "ORDER BY d.position DESC LIMIT 1",
        suggestion_id,
    )
    return str(rows[0][0]) if rows else ""


def last_applied(journal: Journal, verdicts: Sequence[str]) -> str | None:
    """The newest decision with an effect that stands, among these verdicts.

    One that was reversed since does not stand.
    """
    marks = ", ".join("?" * len(verdicts))
    rows = _rows(
        journal,
        "SELECT d.id FROM decisions d INDEXED BY decisions_applied "
        f"WHERE d.effect = 'applied' AND d.verdict IN ({marks}) AND d.journal {OWN} "
        "AND NOT EXISTS ("
        "SELECT 1 FROM events x JOIN decisions r ON r.position = x.position "
        "WHERE x.subject = d.suggestion AND r.position > d.position "
        "AND r.effect = 'applied') "
        "ORDER BY d.position DESC LIMIT 1",
        *verdicts,
    )
    return str(rows[0][0]) if rows else None


def decisions_on(journal: Journal, suggestion_id: str) -> list[str]:
    """The ids of all decisions on a suggestion, oldest first; none imported."""
    rows = _rows(
        journal,
        f"SELECT d.id FROM {_DECISIONS_ON} AND d.journal {OWN} ORDER BY d.position",
        suggestion_id,
    )
    return [row[0] for row in rows]


_EVENT = """
    SELECT e.id, e.at, e.type, e.subject, e.body, c.author, coalesce(c.imported, 0)
    FROM events e LEFT JOIN chains c ON c.id = e.journal
"""


def list_events(journal: Journal, *, limit: int, offset: int = 0) -> list[EventRow]:
    """Raw events, newest first."""
    query = f"{_EVENT} ORDER BY e.position DESC LIMIT ? OFFSET ?"
    return [EventRow(*row) for row in _rows(journal, query, limit, offset)]


def events_about(journal: Journal, subject: str) -> list[EventRow]:
    """Every event about a suggestion, with those about its decisions.

    Of an event's own id: that event, and those about it.
    """
    query = (
        f"{_EVENT} WHERE e.id = ?1 OR e.subject = ?1 OR e.subject IN "
        "(SELECT id FROM events WHERE subject = ?1 AND type = 'decision.made') "
        "ORDER BY e.position"
    )
    return [EventRow(*row) for row in _rows(journal, query, subject)]


def event(journal: Journal, event_id: str) -> EventRow:
    """The event of this (whole) id."""
    rows = _rows(journal, f"{_EVENT} WHERE e.id = ?", event_id)
    if not rows:
        raise NotFound(f"The journal has no event {event_id}.")
    return EventRow(*rows[0])


def search(
    journal: Journal, words: str, *, limit: int, offset: int = 0
) -> list[EventRow]:
    """Events whose text has all of `words`, newest first.

    Never by rank: ranking a common word reads every place in which it stands.
    """
    terms = words.split()
    if not terms:
        raise BadInput("Search for what?", hint="coresearch journal search seeds")
    if _rows(journal, TEXT_BEHIND)[0][0]:
        with journal.writing():
            journal.index_text()
    match = " ".join(map(_quoted, terms))
    query = (
        f"{_EVENT} WHERE e.position IN (SELECT rowid FROM search WHERE search MATCH ? "
        "ORDER BY rowid DESC LIMIT ? OFFSET ?) ORDER BY e.position DESC"
    )
    return [EventRow(*row) for row in _rows(journal, query, match, limit, offset)]


def _quoted(term: str) -> str:
    """`term` as words of SQLite's search language, which none of its signs means."""
    # SQLite's parser ends at a NUL, and half a surrogate pair is no text to it.
    text = term.replace("\0", " ").encode("utf-8", "replace").decode()
    whole = text.rstrip("*").replace('"', '""')
    return f'"{whole}"*' if text.endswith("*") else f'"{whole}"'


# -- ids ----------------------------------------------------------------------------


def short(journal: Journal, identity: str) -> str:
    """`identity` cut to what is all but surely unique in a journal of this size."""
    return identity[: id_length(journal)]


def newest_position(journal: Journal) -> int:
    """The position of the newest event, which is also how many there are."""
    [[newest]] = _rows(journal, "SELECT coalesce(max(position), 0) FROM events")
    return int(newest)


def id_length(journal: Journal) -> int:
    """How many digits an id is shown with: like git, it grows with what there is."""
    return max(_SHORTEST_ID, math.ceil(math.log2(newest_position(journal) + 1) / 2))


def find_suggestion(journal: Journal, prefix: str) -> str:
    """The id of the one suggestion whose id begins with `prefix`.

    Raises:
        NotFound: none does.
        BadInput: several do.
    """
    return _find(journal, prefix, ("suggestions",))


def find_any(journal: Journal, prefix: str) -> str:
    """The id of the one suggestion or event that begins with `prefix`."""
    return _find(journal, prefix, ("suggestions", "events"))


def _find(journal: Journal, prefix: str, tables: Sequence[str]) -> str:
    given = prefix.strip().lower()
    if not given or set(given) - set("0123456789abcdef"):
        raise NotFound(
            f"{prefix!r} is no id: ids are hexadecimal.",
            hint="See the ids with: coresearch inbox, or coresearch journal list",
        )
    found: list[str] = []
    for table in tables:
        rows = _rows(
            journal,
            f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 6",
            given,
            given + "g",
        )
        found += [row[0] for row in rows]
    if not found:
        raise NotFound(
            f"The journal has nothing whose id begins with {given}.",
            hint="See the ids with: coresearch inbox, or coresearch journal list",
        )
    if len(found) > 1:
        listed = ", ".join(item[: len(given) + 4] for item in found[:5])
        raise BadInput(f"{given} is the beginning of several ids: {listed}.")
    return found[0]


_TEXT = "CAST(? AS TEXT)"
"""For a parameter that may be the name of a file, which need not be UTF-8."""


def _rows(journal: Journal, query: str, *values: object) -> list[sqlite3.Row]:
    with translated(journal.path):
        return journal.connection.execute(query, [_bound(v) for v in values]).fetchall()


def _bound(value: object) -> object:
    """`value` as SQLite takes it: text that is not UTF-8 as the bytes that it is."""
    if isinstance(value, str) and not value.isascii():
        raw = value.encode("utf-8", "surrogatepass")
        return value if raw.decode("utf-8", "ignore") == value else raw
    return value
