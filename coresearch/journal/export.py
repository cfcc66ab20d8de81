"""The journal for other programs: events as JSON lines, suggestions as a table.

Both are written as they are read, so that a journal of any size needs no more memory
than a small one, and both are of one moment, whatever others write meanwhile.
"""

from __future__ import annotations

import base64
import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coresearch.core.events import Event
from coresearch.core.text import printable
from coresearch.journal.blobs import blobs_named
from coresearch.journal.bodies import unchanged
from coresearch.journal.connection import translated
from coresearch.journal.sharing import shared
from coresearch.journal.store import Journal
from coresearch.journal.version import VERSION

Write = Callable[[str], object]

_EVENT = ("position", "id", "journal", "seq", "at", "type", "subject", "body", "prev")

_ROW = {
    "id": "s.id",
    "at": "s.at",
    "author": "a.author",
    "activity": "s.activity",
    "kind": "s.kind",
    "title": "s.title",
    "origin_kind": "s.origin_kind",
    "origin": "s.origin",
    "severity": "s.severity",
    "confidence": "s.confidence",
    "path": "s.path",
    "line": "s.line",
    "state": "s.state",
    "verdict": "d.verdict",
    "reason": "d.reason",
    "effect": "d.effect",
    "seconds": "d.seconds",
    "decided_at": "d.at",
    "decided_by": "b.author",
}
"""The columns of the table, and what each is in the journal."""

# `later` is no ruling: it would hide the reason of the one before.
_SUGGESTIONS = f"""
    SELECT {", ".join(_ROW.values())}
    FROM suggestions s JOIN chains a ON a.id = s.journal
    LEFT JOIN decisions d ON d.position = (
        SELECT max(r.position) FROM events x JOIN decisions r ON r.position = x.position
        WHERE x.subject = s.id AND r.verdict <> 'later')
    LEFT JOIN chains b ON b.id = d.journal
    ORDER BY s.position
"""

_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]")
"""With this at its start, seen or unseen, a spreadsheet would compute a cell."""


def export_jsonl(
    journal: Journal,
    write: Write,
    *,
    measures: bool = True,
    blobs: bool = False,
) -> None:
    """Every event as one JSON object a line, in order of arrival.

    In ASCII, so that nothing in it is taken for the end of a line or for an order to a
    terminal. Long fields stay blobs, and so each line holds all that its hash is of.
    Without `measures` it is what others are given (`coresearch.journal.sharing`); with
    `blobs` each goes before the first event that names it.
    """
    given = set[str]()
    events = _events(journal)
    if not measures:
        imported = _imported(journal)
        events = shared(events, lambda chain: chain not in imported)
    for position, event in enumerate(events, 1):
        if blobs and '"blob":"' in event.body:
            for line in _blob_lines(journal, event.body, given):
                write(line)
        write(event_line(event, position))


def event_line(event: Event, position: int) -> str:
    """An event as a line of an export."""
    with unchanged():
        body = json.loads(event.body)
    values = (position, event.id, event.journal, event.seq, event.at, event.type,
              event.subject, body, event.prev)  # fmt: skip
    return _line(dict(zip(_EVENT, values, strict=True)))


def header_line(*, measures: bool) -> str:
    """The first line of a file that is to be imported: what it is, and of when."""
    head = {"coresearch": "journal", "version": VERSION, "measures": measures}
    return _line(head)


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def _events(journal: Journal) -> Iterator[Event]:
    columns = ", ".join(_EVENT[2:])
    rows = _ask(journal, f"SELECT {columns} FROM events ORDER BY position")
    for row in _few_at_a_time(journal, rows):
        yield Event(*row)  # type: ignore[arg-type] # as the table has them


def _imported(journal: Journal) -> set[str]:
    rows = _ask(journal, "SELECT id FROM chains WHERE imported")
    return {str(row[0]) for row in _few_at_a_time(journal, rows)}


def _blob_lines(journal: Journal, body: str, given: set[str]) -> Iterator[str]:
    """The blobs that a body names, and those that these name, each once."""
    for digest in blobs_named(body):
        if digest in given or not journal.blobs.path(digest).exists():
            continue
        given.add(digest)
        data = journal.blobs.get(digest)
        yield _line({"blob": digest, "base64": base64.b64encode(data).decode()})


def export_csv(journal: Journal, write: Write, *, measures: bool = True) -> None:
    """One row per suggestion, with the last ruling on it, after a row of names.

    Without `measures` it does not say how long anybody looked.
    """
    rows = _ask(journal, _SUGGESTIONS)
    table = csv.writer(_Sink(write), lineterminator="\n")
    table.writerow(_ROW)
    for row in _few_at_a_time(journal, rows):
        told = dict(zip(_ROW, row, strict=True))
        if not measures:
            told["seconds"] = None
        table.writerow([_cell(value) for value in told.values()])


@dataclass(frozen=True, slots=True)
class _Sink:
    """What the csv module takes for a file."""

    write: Write


def _cell(value: object) -> object:
    """`value` with its control characters shown, and no formula to a spreadsheet."""
    if not isinstance(value, str):
        return value
    text = printable(value).encode("utf-8", "backslashreplace").decode()
    return f"'{text}" if _FORMULA.match(text) else text


def _ask(journal: Journal, query: str) -> sqlite3.Cursor:
    """The answer as it is at this moment, of which nothing was read yet."""
    with translated(journal.path):
        return journal.connection.execute(query)


def _few_at_a_time(
    journal: Journal, rows: sqlite3.Cursor
) -> Iterator[tuple[object, ...]]:
    """Only reading is translated: writing them elsewhere may fail as it likes."""
    while True:
        with translated(journal.path):
            some = rows.fetchmany(100)
        if not some:
            return
        yield from some
