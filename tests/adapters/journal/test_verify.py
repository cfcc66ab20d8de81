"""Harm done to a journal behind the program's back, and what verify says of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coresearch.core.canonical import canonical_json
from coresearch.core.errors import JournalBroken
from coresearch.core.events import START, EventType, seal
from coresearch.journal.store import Journal
from coresearch.journal.tables import DERIVED
from coresearch.journal.verify import Verified, rebuild, verify
from tests.adapters.journal.records import ADA, EVENTS, note, suggest


def some(values: Iterable[int]) -> list[Any]:
    """Every fifth of them; the others are slow ones."""
    return [
        number if number % 5 == 1 else pytest.param(number, marks=pytest.mark.slow)
        for number in values
    ]


COLUMNS = ("position", "id", "journal", "seq", "at", "type", "subject", "body", "prev")


@contextmanager
def harmed(folder: Path):
    """The database as somebody with another program has it, guards taken down."""
    with closing(sqlite3.connect(folder / "journal.db")) as database:
        database.execute("PRAGMA synchronous = OFF")
        for verb in ("update", "delete", "replace"):
            database.execute(f"DROP TRIGGER IF EXISTS events_no_{verb}")
        yield database
        database.commit()


def checked(folder: Path) -> Verified:
    with Journal(folder, ADA) as journal:
        return verify(journal)


def fault(folder: Path) -> str:
    """What verify says, in all."""
    with pytest.raises(JournalBroken) as caught:
        checked(folder)
    return f"{caught.value.message} {caught.value.hint}"


def test_an_untouched_journal_verifies(week):
    found = checked(week)
    assert (found.events, found.blobs) == (EVENTS, 11)
    assert sum(head.seq for head in found.heads) == EVENTS
    assert len(found.heads) == 3


def test_an_empty_journal_verifies(journal):
    assert verify(journal) == Verified(events=0, blobs=0, rows=0, heads=())


def test_dropping_the_triggers_alone_harms_nothing(copy_of_week):
    with harmed(copy_of_week):
        pass
    checked(copy_of_week)


# -- events -------------------------------------------------------------------------


@pytest.mark.slow
@settings(deadline=None, max_examples=120)
@given(
    position=st.integers(1, EVENTS),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 5000),
    mask=st.integers(1, 255),
)
def test_one_changed_byte_of_any_event_is_found(week, position, column, place, mask):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, ".coresearch")
        shutil.copytree(week, folder)
        with harmed(folder) as database:
            if not change_a_byte(database, position, column, place, mask):
                return
        named = r"\d+" if column == "position" else position
        assert re.search(rf"\b[Rr]ow {named} of the table events", fault(folder))


def change_a_byte(database, position, column, place, mask) -> bool:
    """Whether it could be done: SQLite itself refuses a second row of one key."""
    [old] = database.execute(
        f"SELECT CAST({column} AS BLOB) FROM events WHERE position = ?", [position]
    ).fetchone()
    if column in ("position", "seq"):
        new = int(old) ^ (mask << place % 7 * 8)
    else:
        raw = bytearray(old)
        raw[place % len(raw)] ^= mask
        new = bytes(raw)
    kind = "INTEGER" if isinstance(new, int) else "TEXT"
    try:
        database.execute(
            f"UPDATE events SET {column} = CAST(? AS {kind}) WHERE position = ?",
            [new, position],
        )
    except sqlite3.IntegrityError:
        return False
    return True


@pytest.mark.parametrize("column", COLUMNS[4:])
def test_text_that_became_bytes_is_found(copy_of_week, column):
    with harmed(copy_of_week) as database:
        database.execute(
            f"UPDATE events SET {column} = CAST({column} AS BLOB) WHERE position = 9"
        )
    assert "row 9 of the table events" in fault(copy_of_week)


@pytest.mark.parametrize("position", some(range(1, EVENTS)))
def test_a_deleted_event_is_found(copy_of_week, position):
    with harmed(copy_of_week) as database:
        database.execute("DELETE FROM events WHERE position = ?", [position])
    assert f"Row {position} of the table events is gone" in fault(copy_of_week)


@pytest.mark.parametrize("kept", some(range(EVENTS)))
def test_events_deleted_at_the_end_are_found(copy_of_week, kept):
    with harmed(copy_of_week) as database:
        database.execute("DELETE FROM events WHERE position > ?", [kept])
    said = fault(copy_of_week)
    assert "its last events were deleted" in said
    assert "copy of the journal" in said


def test_rebuilding_after_a_deletion_goes_by_what_is_left(copy_of_week):
    with harmed(copy_of_week) as database:
        database.execute("DELETE FROM events WHERE position > 20")
    with Journal(copy_of_week, ADA) as journal:
        rebuild(journal)
        assert verify(journal).events == 20


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(one=st.integers(1, EVENTS), other=st.integers(1, EVENTS))
def test_two_swapped_events_are_found(week, one, other):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, ".coresearch")
        shutil.copytree(week, folder)
        with harmed(folder) as database:
            for old, new in ((one, -1), (other, one), (-1, other)):
                database.execute(
                    "UPDATE events SET position = ? WHERE position = ?", [new, old]
                )
        if one == other:
            checked(folder)
        else:
            fault(folder)


def chains(database) -> list[tuple[str, int, str]]:
    return database.execute("SELECT id, events, head FROM chains").fetchall()


def insert(database, chain, seq, kind, subject, body, prev, position=None) -> None:
    """An event with the right hash, as somebody could make it who knows how."""
    text, at = canonical_json(body), "2026-03-03T00:00:00.000000Z"
    event_id = seal(chain, seq, at, kind, subject, text, prev)
    row = (position, event_id, chain, seq, at, kind, subject, text, prev)
    database.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


@pytest.mark.parametrize("kind", EventType)
@pytest.mark.parametrize("subject", ["nothing", "something"])
def test_an_event_added_to_a_chain_is_found(copy_of_week, kind, subject):
    with harmed(copy_of_week) as database:
        chain, seq, head = chains(database)[1]
        if subject == "something":
            [subject] = database.execute(
                "SELECT subject FROM events ORDER BY type = ? DESC LIMIT 1", [kind]
            ).fetchone()
        insert(database, chain, seq + 1, kind, subject, {"note": ""}, head)
    assert f"The chain {chain} ends at event number {seq + 1}" in fault(copy_of_week)


def test_an_event_that_continues_no_chain_is_found(copy_of_week):
    with harmed(copy_of_week) as database:
        chain, seq, _ = chains(database)[1]
        kind = EventType.EFFECT_APPLIED
        insert(database, chain, seq + 1, kind, "x", {}, "0" * 64)
    assert f"The chain {chain} breaks before event" in fault(copy_of_week)


def test_an_event_without_a_right_hash_is_found(copy_of_week):
    with harmed(copy_of_week) as database:
        database.execute(
            "INSERT INTO events SELECT ?, 'g' || substr(id, 2), 'f', 1, at, type, "
            "subject, body, prev FROM events WHERE position = 1",
            [EVENTS + 1],
        )
    assert f"row {EVENTS + 1} of the table events" in fault(copy_of_week)


@pytest.mark.parametrize("kind", EventType)
def test_a_chain_added_behind_the_programs_back_is_found(copy_of_week, kind):
    with harmed(copy_of_week) as database:
        insert(database, "feed", 1, kind, "feed", {"author": "Eve"}, START)
    assert "The chain feed ends at event number 1" in fault(copy_of_week)


def test_an_event_squeezed_in_between_is_found(copy_of_week):
    with harmed(copy_of_week) as database:
        database.execute("UPDATE events SET position = -1 - position WHERE position>9")
        database.execute("UPDATE events SET position = -position WHERE position < 0")
        insert(database, "feed", 1, "effect.failed", "x", {}, START, position=10)
    assert "The chain feed" in fault(copy_of_week)


# -- derived tables -----------------------------------------------------------------

ALL_COLUMNS = [
    (table.name, column)
    for table in DERIVED
    for column in re.findall(r"^\s+([a-z_]+) [A-Z]", table.columns, re.MULTILINE)
    if column != "PRIMARY"
]


def test_every_column_of_every_derived_table_is_tried(week):
    with closing(sqlite3.connect(week / "journal.db")) as database:
        there = [
            (table.name, row[1])
            for table in DERIVED
            for row in database.execute(f"PRAGMA table_info({table.name})")
        ]
    assert sorted(ALL_COLUMNS) == sorted(there)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        pair if at % 4 == 1 else pytest.param(*pair, marks=pytest.mark.slow)
        for at, pair in enumerate(ALL_COLUMNS)
    ],
)
@pytest.mark.parametrize("row", ["first", pytest.param("last", marks=pytest.mark.slow)])
def test_a_changed_value_in_a_derived_row_is_found(copy_of_week, table, column, row):
    newest = "max" if row == "last" else "min"
    with harmed(copy_of_week) as database:
        changed = database.execute(
            f"UPDATE {table} SET {column} = CASE typeof({column}) "
            f"WHEN 'integer' THEN {column} + 1000 WHEN 'real' THEN {column} + 0.5 "
            f"WHEN 'text' THEN {column} || 'x' ELSE 'x' END "
            f"WHERE rowid = (SELECT {newest}(rowid) FROM {table})"
        )
        assert changed.rowcount == 1
    assert re.search(rf"\btable {table}\b", fault(copy_of_week))


@pytest.mark.parametrize("table", [table.name for table in DERIVED])
@pytest.mark.parametrize("harm", ["DELETE one", "DELETE all", "INSERT"])
def test_a_derived_row_too_few_or_too_many_is_found(copy_of_week, table, harm):
    with harmed(copy_of_week) as database:
        some = f"SELECT min(rowid) FROM {table}"
        match harm:
            case "DELETE one":
                database.execute(f"DELETE FROM {table} WHERE rowid = ({some})")
            case "DELETE all":
                database.execute(f"DELETE FROM {table}")
            case _:
                add_a_row(database, table)
    assert re.search(rf"\btable {table}\b", fault(copy_of_week))
    with Journal(copy_of_week, ADA) as journal:
        rebuild(journal)
        verify(journal)


def add_a_row(database, table) -> None:
    """The first row once more, under a key of its own."""
    own = {"position": "position + 1000", "id": "'f' || id", "event": "'f' || event"}
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(own.get(column, column) for column in columns)
    database.execute(f"INSERT INTO {table} SELECT {values} FROM {table} LIMIT 1")


def test_a_row_in_the_place_of_another_is_found(copy_of_week):
    with harmed(copy_of_week) as database:
        add_a_row(database, "decisions")
        database.execute("DELETE FROM decisions WHERE position = 18")
    said = fault(copy_of_week)
    assert "table decisions does not follow" in said
    assert "position 18 is missing or wrong" in said
    assert "journal rebuild" in said


@pytest.mark.parametrize(
    ("row", "named"),
    [(17, 17), (EVENTS + 1, EVENTS + 1), (-4, -4), (EVENTS, 30)],
)
def test_texts_in_the_search_index_that_no_event_made_are_found(
    copy_of_week, row, named
):
    with harmed(copy_of_week) as database:
        database.execute("INSERT INTO search(rowid, text) VALUES (?, 'forged')", [row])
    said = fault(copy_of_week)
    assert "search index does not follow" in said
    assert f"number {named}" in said


def test_texts_missing_in_the_search_index_are_found(copy_of_week):
    with harmed(copy_of_week) as database:
        [text] = database.execute(
            "SELECT text FROM searchable WHERE position = 18"
        ).fetchone()
        database.execute(
            "INSERT INTO search(search, rowid, text) VALUES ('delete', 18, ?)", [text]
        )
    assert "lacks the text of event number 18" in fault(copy_of_week)


def test_a_search_index_that_lags_behind_is_no_fault(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        suggest(journal, note("Not indexed yet"))
        verify(journal)


# -- blobs --------------------------------------------------------------------------


def blobs(folder: Path) -> list[Path]:
    return sorted((folder / "blobs").glob("??/*"))


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("harm", ["changed", "cut", "grown", "missing"])
def test_a_harmed_blob_is_found(copy_of_week, number, harm):
    blob = blobs(copy_of_week)[number]
    content = blob.read_bytes()
    match harm:
        case "changed":
            blob.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "cut":
            blob.write_bytes(content[:-1])
        case "grown":
            blob.write_bytes(content + b"\n")
        case _:
            blob.unlink()
    said = fault(copy_of_week)
    assert (blob.parent.name + blob.name)[:12] in said
    assert ("is missing" if harm == "missing" else "has been changed") in said


def test_a_blob_that_nothing_names_is_no_fault(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        journal.blobs.put(b"stored, and then the program died")
        verify(journal)


@pytest.mark.parametrize(
    "table",
    [t for t in DERIVED if t.name not in ("decisions", "suggestions", "files")],
    ids=lambda table: table.name,
)
def test_what_there_is_little_of_is_not_looked_for_among_all(journal, table):
    query = f"EXPLAIN QUERY PLAN SELECT * FROM {table.source}"
    steps = [row[3] for row in journal.connection.execute(query)]
    assert any(" USING INDEX events_" in step for step in steps)
    assert not {"SCAN e", "SCAN o"} & set(steps)
