"""What is appended is read back as it was, and stays as it was."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from coresearch.core.decisions import IntendedWrite, Verdict, Version
from coresearch.core.edits import Create, Delete, Edit, Modify, Replacement, Rewrite
from coresearch.core.errors import JournalBroken, JournalFault, NotFound
from coresearch.core.events import START, Event, EventType
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Evidence, Origin, OriginKind
from coresearch.journal.store import Author, Journal
from coresearch.journal.verify import rebuild, verify
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    accept,
    decide,
    long_edit,
    note,
    rule,
    settle,
    suggest,
)

NASTY = 'été "quoted" \\ \x1b[31m\r\n\t\u2028 \U0001f9ea half: \udce9'

SUGGESTIONS = {
    "a note": note(),
    "a note about nothing": note(evidence=()),
    "every field": note(
        "Title",
        reason="Reason",
        question="Question?",
        details="Details",
        evidence=(Evidence("one", "a.md", 1, 2), Evidence("two")),
        confidence=0.7,
        severity=Severity.HIGH,
        origin=Origin(OriginKind.RULE, "S4", "2", "p" * 64, "c" * 64),
    ),
    "awkward text": note(
        NASTY, reason=NASTY, evidence=(Evidence(NASTY, "p\udce9.md"),)
    ),
    "every kind of edit": note(
        effect=Edit(
            (
                Modify("a", (Replacement("x\n", "y\n", 3),), "b" * 64, "c", True),
                Rewrite("d", NASTY),
                Create("e", "\0", executable=True),
                Delete("f", "b" * 64),
            )
        )
    ),
    "long fields": long_edit("Settings"),
    "long fields with awkward text": replace(long_edit("x"), details=NASTY * 2000),
}


@pytest.mark.parametrize("what", SUGGESTIONS)
def test_a_suggestion_comes_back_as_it_was(journal, what):
    identity = suggest(journal, SUGGESTIONS[what])
    assert journal.suggestion(identity) == SUGGESTIONS[what]
    verify(journal)


def test_a_nul_is_kept_as_its_sign_where_tables_would_end_at_it(journal):
    """What SQLite makes of one in JSON has changed with its versions."""
    made = note(
        "one\0two",
        reason="\0",
        details="\0",
        evidence=(Evidence("\0", "a\0b", 1, 1),),
        effect=Edit((Create("a\0b", "\0"), Create("a\0c", ""), Create("a␀c", ""))),
    )
    back = journal.suggestion(suggest(journal, made))
    assert (back.title, back.reason) == ("one␀two", "␀")
    assert back.effect == made.effect
    assert (back.details, back.evidence) == (made.details, made.evidence)
    paths = journal.connection.execute("SELECT path FROM files ORDER BY path")
    assert paths.fetchall() == [("a␀b",), ("a␀c",)]
    rebuild(journal)
    verify(journal)


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_comes_back_as_it_was(journal, verdict):
    decision = decide(
        verdict,
        IntendedWrite("new.md", None, Version("a" * 64, True)),
        IntendedWrite("old\udce9.md", Version("b" * 64, False), None),
        reason=NASTY,
        reason_asked=True,
        hunks=(2, 5),
        seconds=12.5,
        worktree="side",
        reverses="f" * 64,
    )
    identity = rule(journal, suggest(journal, note()), decision)
    recorded = journal.decision(identity)
    assert recorded.decision == decision
    assert (recorded.id, recorded.effect) == (identity, "pending")
    assert [one.id for one in journal.pending_decisions()] == [identity]


def test_an_effect_settles_a_decision(journal):
    identity = suggest(journal, long_edit("Settings"))
    decision = accept(journal, identity)
    assert journal.decision(decision).effect == "applied"
    assert journal.pending_decisions() == []
    write = journal.decision(decision).decision.writes[0]
    failed = rule(journal, identity, decide(Verdict.REDONE, write))
    settle(journal, failed, applied=False)
    assert journal.decision(failed).effect == "failed"


def test_what_was_appended_is_there_after_closing(open_as, journal):
    identity = suggest(journal, note("Stays"))
    journal.close()
    assert open_as(ADA).suggestion(identity).title == "Stays"


def test_what_is_not_there_is_not_found(journal):
    decision = rule(journal, suggest(journal, note()), decide(Verdict.REJECTED))
    with pytest.raises(NotFound):
        journal.suggestion("0" * 16)
    with pytest.raises(NotFound):
        journal.suggestion(decision)
    with pytest.raises(NotFound):
        journal.decision("0" * 64)
    with pytest.raises(NotFound):
        journal.decision(journal.suggestion.__name__)


def test_an_effect_is_no_decision(journal):
    decision = accept(journal, suggest(journal, note()))
    [effect] = journal.connection.execute(
        "SELECT id FROM events WHERE subject = ?", [decision]
    ).fetchone()
    with pytest.raises(NotFound):
        journal.decision(effect)


# -- transactions -------------------------------------------------------------------


def test_a_transaction_lands_whole_or_not_at_all(journal):
    class Died(Exception):
        pass

    def die() -> None:
        with journal.writing():
            journal.record_suggestion(note("Never"))
            raise Died

    with pytest.raises(Died):
        die()
    assert journal.connection.execute("SELECT count(*) FROM events").fetchone() == (0,)
    suggest(journal, note("After"))  # the chain that began in it was taken back too
    assert verify(journal).events == 2


def test_nothing_is_appended_outside_of_a_transaction(journal):
    with pytest.raises(AssertionError):
        journal.record_suggestion(note())
    assert journal.connection.execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_a_transaction_within_another_is_refused(journal):
    with pytest.raises(JournalFault), journal.writing(), journal.writing():
        pass
    suggest(journal, note())


# -- chains -------------------------------------------------------------------------


def events(journal: Journal) -> list[tuple[str, Event]]:
    rows = journal.connection.execute(
        "SELECT id, journal, seq, at, type, subject, body, prev FROM events "
        "ORDER BY position"
    )
    return [(row[0], Event(*row[1:])) for row in rows]


def test_events_are_chained_by_their_hashes(open_as):
    ada, emile = open_as(ADA), open_as(EMILE)
    for number in range(3):
        suggest(ada, note(f"Ada's {number}"))
        suggest(emile, note(f"Émile's {number}"))
    ends: dict[str, tuple[int, str]] = {}
    for identity, event in events(ada):
        assert event.id == identity
        assert (event.seq - 1, event.prev) == ends.get(event.journal, (0, START))
        ends[event.journal] = (event.seq, identity)
    assert [seq for seq, _ in ends.values()] == [4, 4]
    assert {head.journal: (head.seq, head.id) for head in verify(ada).heads} == ends


def chains(journal: Journal) -> int:
    return journal.connection.execute("SELECT count(*) FROM chains").fetchone()[0]


@pytest.mark.parametrize("differs", ["name", "email", "machine", "place"])
def test_another_author_machine_or_place_has_a_chain_of_its_own(open_as, differs):
    suggest(open_as(ADA), note("One"))
    suggest(open_as(replace(ADA, **{differs: "other"})), note("Two"))
    assert chains(open_as(ADA)) == 2


def test_the_same_person_at_the_same_place_goes_on_with_their_chain(open_as):
    suggest(open_as(ADA), note("One"))
    again = open_as(ADA)
    suggest(again, note("Two"))
    assert chains(again) == 1
    assert verify(again).heads[0].seq == 3


def test_a_chain_says_who_where_and_how_far(open_as, journal):
    suggest(journal, note())
    row = journal.connection.execute(
        "SELECT author, email, machine, place, position, events FROM chains"
    ).fetchone()
    assert row == (ADA.name, ADA.email, ADA.machine, ADA.place, 1, 2)


def test_a_name_that_is_not_utf8_makes_one_chain(open_as):
    latin = Author("Andr\udce9", "a\udce9@example.org", "m\udce9", "p")
    suggest(open_as(latin), note("One"))
    journal = open_as(latin)
    suggest(journal, note("Two"))
    assert chains(journal) == 1
    with closing(sqlite3.connect(journal.path)) as plain:
        [name] = plain.execute("SELECT author FROM chains").fetchone()
    assert name == "Andr?"


# -- append-only --------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = '{}'",
        "UPDATE events SET at = at WHERE position = 1",
        "DELETE FROM events",
        "DELETE FROM events WHERE position = 2",
    ],
)
def test_events_are_neither_changed_nor_deleted(journal, statement):
    suggest(journal, note())
    before = events(journal)
    with (
        closing(sqlite3.connect(journal.path)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        plain.execute(statement)
    assert events(journal) == before


@pytest.mark.parametrize("verb", ["REPLACE", "INSERT"])
@pytest.mark.parametrize(
    "key",
    [
        "position, 'f' || id, 'f' || journal, seq",
        "position + 9, id, 'f' || journal, seq",
        "position + 9, 'f' || id, journal, seq",
    ],
)
def test_no_event_takes_the_place_of_another(journal, verb, key):
    suggest(journal, note())
    before = events(journal)
    with (
        closing(sqlite3.connect(journal.path)) as plain,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        plain.execute(
            f"{verb} INTO events SELECT {key}, at, type, subject, 'other', prev "
            "FROM events WHERE position = 2"
        )
    assert events(journal) == before


# -- blobs --------------------------------------------------------------------------


def body(journal: Journal) -> dict[str, object]:
    return json.loads(events(journal)[-1][1].body)


def test_long_fields_go_to_blobs_and_the_rest_stays_in_the_row(journal):
    suggest(journal, long_edit("Settings"))
    fields = body(journal)
    in_blobs = {name for name, value in fields.items() if value == blob_of(value)}
    assert in_blobs == {"details", "effect", "evidence"}
    assert fields["title"] == "Settings"
    assert len(list(journal.blobs.digests())) == 3


def blob_of(value: object) -> object:
    has_blob = isinstance(value, dict) and "blob" in value
    return {"blob": value["blob"]} if has_blob else object()


def test_a_field_just_short_enough_stays_in_the_row(journal):
    suggest(journal, note("Fits", details="x" * (16 * 1024 - 2)))
    assert list(journal.blobs.digests()) == []
    suggest(journal, note("Does not", details="x" * (16 * 1024 - 1)))
    assert len(list(journal.blobs.digests())) == 1


def test_a_blob_is_kept_once(journal):
    first = journal.blobs.put(b"bytes")
    [file] = journal.blobs.folder.glob("??/*")
    written = file.stat().st_mtime_ns
    assert journal.blobs.put(b"bytes") == first
    assert file.stat().st_mtime_ns == written
    assert journal.blobs.get(first) == b"bytes"
    assert list(journal.blobs.digests()) == [first]


def test_a_blob_of_zeros_after_a_power_cut_is_written_again(journal):
    digest = journal.blobs.put(b"bytes")
    journal.blobs.path(digest).write_bytes(b"\0" * 5)
    with pytest.raises(JournalBroken, match="changed"):
        journal.blobs.get(digest)
    assert journal.blobs.put(b"bytes") == digest
    assert journal.blobs.get(digest) == b"bytes"


def test_a_suggestion_whose_blob_is_gone_says_so(journal):
    identity = suggest(journal, long_edit("Settings"))
    for digest in journal.blobs.digests():
        journal.blobs.path(digest).unlink()
    with pytest.raises(JournalBroken, match="missing"):
        journal.suggestion(identity)


ODD = dict.fromkeys(("verdict", "reason", "offered", "shown", "reverses"), "")
ODD |= {"reason_asked": 0, "writes": []}


def test_a_body_that_is_not_what_it_must_be_says_so(journal):
    identity = suggest(journal, note())
    with journal.writing():
        odd = journal.append(EventType.DECISION_MADE, identity, ODD)
    with pytest.raises(JournalBroken, match="changed"):
        journal.decision(odd)
    with pytest.raises(JournalBroken):
        journal.expand("{")
