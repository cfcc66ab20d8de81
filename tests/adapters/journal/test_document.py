"""docs/journal.md says what is in the file, and its questions have right answers."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from coresearch.core.canonical import canonical_json, sha256
from coresearch.core.decisions import Verdict
from coresearch.core.edits import Create, Delete, Edit, Modify, Replacement, Rewrite
from coresearch.core.findings import Severity
from coresearch.core.suggestions import Evidence, Origin, OriginKind
from coresearch.journal.store import Journal
from coresearch.journal.tables import DERIVED
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    EVENTS,
    accept,
    decide,
    edit,
    fail,
    note,
    reverse,
    rule,
    settle,
    suggest,
)

TEXT = (Path(__file__).parents[3] / "docs" / "journal.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    """What stands under this heading, until the next one."""
    found = re.search(rf"^##+ {title}\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {title}"
    return found[1]


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`\s]+)`", text))


@pytest.fixture
def plain(week) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(week / "journal.db")) as connection:
        yield connection


# -- tables -------------------------------------------------------------------------


def test_every_table_has_a_section_with_each_of_its_columns(plain):
    names = [
        row[0]
        for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    for name in names:
        if name.startswith("search_"):  # SQLite's own, for the text index
            assert name in quoted(section("search"))
            continue
        columns = {row[1] for row in plain.execute(f"PRAGMA table_info({name})")}
        assert columns - quoted(section(name)) == set()


def test_every_view_is_said_to_define_a_table_or_named(plain):
    views = {
        row[0]
        for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
    }
    assert views == {table.source for table in DERIVED} | {"searchable"}
    assert "`_from_events`" in TEXT
    assert "`searchable`" in TEXT


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("suggestions", "state"),
        ("suggestions", "kind"),
        ("suggestions", "origin_kind"),
        ("decisions", "verdict"),
        ("decisions", "effect"),
        ("calls", "outcome"),
        ("runs", "state"),
        ("runs", "kind"),
        ("outcomes", "outcome"),
    ],
)
def test_every_value_of_a_column_of_few_is_documented(plain, table, column):
    values = {row[0] for row in plain.execute(f"SELECT {column} FROM {table}")}
    assert values
    assert values - quoted(section(table)) == set()


# -- events and their bodies --------------------------------------------------------


def fields_of(value: object) -> set[str]:
    """Every name in a body, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(fields_of, value.values()))
    return set().union(*map(fields_of, value)) if isinstance(value, list) else set()


def test_every_field_of_every_body_is_documented(folder, week):
    with Journal(folder, ADA) as journal:
        changes = (
            Modify("a", (Replacement("x\n", "y\n", 3),), "b" * 64, "c", True),
            Rewrite("d", "text"),
            Create("e", "text"),
            Delete("f", "b" * 64),
        )
        suggest(journal, note(effect=Edit(changes)))
    for place in (folder, week):
        with closing(sqlite3.connect(place / "journal.db")) as database:
            for kind, body in database.execute("SELECT type, body FROM events"):
                assert kind in quoted(section("events"))
                assert fields_of(json.loads(body)) - quoted(section("events")) == set()


def test_the_length_from_which_a_field_is_a_blob_is_the_documented_one(journal):
    [length] = re.findall(r"longer than ([\d,]+) characters", TEXT)
    longest = int(length.replace(",", "")) - len('""')
    suggest(journal, note("Fits", details="x" * longest))
    assert list(journal.blobs.digests()) == []
    suggest(journal, note("Does not", details="x" * (longest + 1)))
    assert len(list(journal.blobs.digests())) == 1


# -- hashes -------------------------------------------------------------------------


def run_by_hand(folder: Path) -> subprocess.CompletedProcess[str]:
    [snippet] = [block for block in blocks("python") if "hashlib" in block]
    assert len(snippet.splitlines()) <= 15
    return subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hashes_can_be_checked_by_hand(week):
    assert run_by_hand(week).stdout == "every event fits\n"


def test_checking_by_hand_finds_a_changed_event(copy_of_week):
    with closing(sqlite3.connect(copy_of_week / "journal.db")) as database:
        database.execute("DROP TRIGGER events_no_update")
        database.execute("UPDATE events SET at = '2020' WHERE position = 9")
        database.commit()
    assert "AssertionError" in run_by_hand(copy_of_week).stderr


def test_the_text_of_an_exported_body_is_as_documented():
    [spelling] = re.findall(r"`(json\.dumps\(body.*?\))`", TEXT, re.DOTALL)
    body = {"title": 'été "x"\n', "b": [1, 0.5, None, True]}
    spelled = eval(spelling, {"json": json, "body": body})
    assert sha256(spelled) == sha256(canonical_json(body))


# -- questions ----------------------------------------------------------------------


def answer(journal: Journal, number: int) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(journal.path)) as database:
        return database.execute(blocks("sql")[number]).fetchall()


def finding(name: str, quote: str):
    return note(
        f"{name} on {quote}",
        origin=Origin(OriginKind.RULE, name),
        evidence=(Evidence(quote, "plan.md", 1, 1),),
    )


def test_which_rules_are_rejected_most_and_why(open_as):
    ada, emile = open_as(ADA), open_as(EMILE)
    for name, quote, reason in [
        ("E7", "one", "meant"),
        ("S1", "two", "in the script"),
        ("S1", "three", ""),
        ("S1", "four", "too slow"),
        ("S2", "five", ""),
    ]:
        identity = suggest(emile, finding(name, quote))
        rule(ada, identity, decide(Verdict.REJECTED, reason=reason))
    rule(ada, suggest(ada, finding("S1", "six")), decide(Verdict.ACCEPTED))
    rule(ada, suggest(ada, note("A model's")), decide(Verdict.REJECTED, reason="no"))
    assert answer(ada, 0) == [
        ("S1", 3, "in the script / too slow"),
        ("E7", 1, "meant"),
        ("S2", 1, None),
    ]


def test_what_was_accepted_on_the_plan_and_later_undone(journal):
    def accepted(title: str, *paths: str) -> tuple[str, str]:
        identity = suggest(journal, edit(title, *paths))
        return identity, accept(journal, identity)

    plain = accepted("First", "plan.md")
    second = accepted("Second of two files", "run.py", "plan.md")
    other = accepted("Another file", "run.py")
    kept = accepted("Kept", "plan.md")
    failed = accepted("Could not be undone", "plan.md")
    for identity, decision in (plain, second, other):
        reverse(journal, identity, decision, Verdict.UNDONE)
    identity, decision = failed
    write = journal.decision(decision).decision.writes[0]
    undo = decide(Verdict.UNDONE, write, reverses=decision)
    settle(journal, rule(journal, identity, undo), applied=False)
    times = {
        one: journal.decision(decision).at
        for one, decision in (("First", plain[1]), ("Second of two files", second[1]))
    }
    rows = answer(journal, 1)
    assert [row[:2] for row in rows] == list(times.items())
    assert all(accepted < undone for _, accepted, undone in rows)
    assert journal.suggestion(kept[0]).title == "Kept"


def test_how_long_one_looks_before_accepting(journal):
    low, medium, high = Severity
    for severity, seconds in [
        (high, [30.0, 10.0, 3600.0]),
        (low, [2.0, 4.0, 1.0, 3.0]),
        (medium, [5.5]),
    ]:
        for number, each in enumerate(seconds):
            title = f"{severity} {number}"
            identity = suggest(journal, edit(title, severity=severity))
            accept(journal, identity, seconds=each)
    unseen = suggest(journal, note("Not measured", severity=high))
    rule(journal, unseen, decide(Verdict.ACCEPTED))
    rejected = suggest(journal, note("Rejected", severity=high))
    rule(journal, rejected, decide(Verdict.REJECTED, seconds=99.0))
    assert answer(journal, 2) == [
        ("low", 4, 2.5),
        ("medium", 1, 5.5),
        ("high", 3, 30.0),
    ]


def test_which_diagnoses_were_right(journal):
    def cause(name: str, quote: str, sure: float) -> str:
        said = finding(name, quote)
        return suggest(journal, replace(said, confidence=sure))

    for number, (name, sure, outcome) in enumerate(
        [
            ("key-typo", 0.9, "clean"),
            ("key-typo", 0.8, "same"),
            ("key-typo", 0.7, "clean"),
            ("cuda-memory", 0.6, "new"),
        ]
    ):
        identity = cause(name, f"line {number}", sure)
        fail(journal, f"{number}" * 16, identity, outcome=outcome)
    assert answer(journal, 3) == [("key-typo", 3, 2, 0.8), ("cuda-memory", 1, 0, 0.6)]


# -- keeping it safe ----------------------------------------------------------------


def test_a_backup_made_as_documented_is_a_journal(copy_of_week, tmp_path):
    """With sqlite3's `.backup`, which is this call, while the journal is open."""
    with Journal(copy_of_week, ADA) as journal:
        suggest(journal, note("Still in the write-ahead file"))
        there = tmp_path / "restored" / ".coresearch"
        there.mkdir(parents=True)
        with (
            closing(sqlite3.connect(copy_of_week / "journal.db")) as source,
            closing(sqlite3.connect(there / "journal.db")) as target,
        ):
            source.backup(target)
        (copy_of_week / "blobs").rename(there / "blobs")
    from coresearch.journal.verify import verify

    with Journal(there, ADA) as restored:
        assert verify(restored).events == EVENTS + 1


def test_a_name_that_is_not_utf8_is_read_as_documented(journal):
    suggest(journal, edit("Odd", "pl\udce9n.md"))
    with closing(sqlite3.connect(journal.path)) as plain:
        with pytest.raises(sqlite3.OperationalError):
            plain.execute("SELECT path FROM files").fetchone()
        plain.text_factory = lambda raw: raw.decode(errors="replace")
        assert plain.execute("SELECT path FROM files").fetchone()[0].startswith("pl�")
    assert 'text_factory = lambda raw: raw.decode(errors="replace")' in TEXT
