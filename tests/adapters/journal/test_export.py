"""The journal as JSON lines and as a table: complete, harmless, in flat memory."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from coresearch.core.canonical import canonical_json
from coresearch.core.decisions import Verdict
from coresearch.core.suggestions import Evidence, Origin, OriginKind
from coresearch.journal.export import export_csv, export_jsonl
from coresearch.journal.store import Journal
from tests.adapters.journal.records import (
    ADA,
    EMILE,
    EVENTS,
    accept,
    decide,
    edit,
    long_edit,
    note,
    rule,
    suggest,
)

NASTY = (
    'two\nlines, "quoted"; \x1b]52;c;aGk=\x07\x9b31m\r\0\u2028\u202e été half: \udce9'
)


def lines(journal: Journal) -> list[dict[str, object]]:
    written: list[str] = []
    export_jsonl(journal, written.append)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
    return [json.loads(line) for line in written]


def table(journal: Journal) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw_table(journal), newline="")))


def raw_table(journal: Journal) -> str:
    written: list[str] = []
    export_csv(journal, written.append)
    return "".join(written)


# -- events -------------------------------------------------------------------------


def test_every_event_is_a_line_with_every_column(copy_of_week):
    with Journal(copy_of_week, ADA) as journal:
        rows = journal.connection.execute("SELECT * FROM events ORDER BY position")
        columns = [column[0] for column in rows.description]
        exported = lines(journal)
        assert [list(line) for line in exported] == [columns] * EVENTS
        for line, row in zip(exported, rows, strict=True):
            known = dict(zip(columns, row, strict=True))
            assert line == known | {"body": json.loads(known["body"])}


def test_a_line_holds_all_that_its_hash_is_of(journal):
    for suggestion in (note(NASTY, reason=NASTY), long_edit("Long"), note("Plain")):
        suggest(journal, suggestion)
    for line in lines(journal):
        names = ("prev", "journal", "seq", "at", "type", "subject")
        parts = [str(line[name]) for name in names]
        text = "\n".join([*parts, canonical_json(line["body"])])
        assert hashlib.sha256(text.encode()).hexdigest() == line["id"]


def test_lines_are_ascii_without_controls(journal):
    rule(journal, suggest(journal, note(NASTY)), decide(Verdict.REJECTED, reason=NASTY))
    written: list[str] = []
    export_jsonl(journal, written.append)
    assert all(" " <= sign <= "~" for line in written for sign in line[:-1])
    assert lines(journal)[1]["body"]["title"] == NASTY.replace("\0", "␀")


def test_an_empty_journal_has_no_lines_and_an_empty_table(journal):
    assert lines(journal) == []
    assert raw_table(journal).count("\n") == 1
    assert raw_table(journal).startswith("id,at,author,activity,kind,title,")


# -- the table ----------------------------------------------------------------------


def test_a_suggestion_is_a_row_with_the_last_ruling_on_it(open_as):
    ada, emile = open_as(ADA), open_as(EMILE)
    waits = suggest(ada, note("Waits"))
    told = suggest(
        ada,
        edit(
            "Told",
            "plan.md",
            confidence=0.25,
            origin=Origin(OriginKind.RULE, "S4"),
            evidence=(Evidence("We", "plan.md", 7, 7),),
        ),
    )
    rule(ada, told, decide(Verdict.REJECTED, reason="at first"))
    accept(emile, told, reason="after all", seconds=4.5)
    rule(emile, told, decide(Verdict.LATER, reason="not a ruling"))
    first, second = table(ada)
    assert first["id"] == waits
    assert (first["state"], first["verdict"], first["seconds"]) == ("waiting", "", "")
    assert second == {
        "id": told,
        "at": "2026-03-02T00:03:00.000000Z",
        "author": "Ada Lovelace",
        "activity": "design",
        "kind": "edit",
        "title": "Told",
        "origin_kind": "rule",
        "origin": "S4",
        "severity": "medium",
        "confidence": "0.25",
        "path": "plan.md",
        "line": "7",
        "state": "accepted",
        "verdict": "accepted",
        "reason": "after all",
        "effect": "applied",
        "seconds": "4.5",
        "decided_at": "2026-03-02T00:06:00.000000Z",
        "decided_by": "Émile Borel",
    }


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=HYPERLINK(A1)",
    "  =1",
    "\t=1",
    "\n=1",
    "\r=1",
    "\u00a0=1",
    "\ufeff=1",
    "＝1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula_to_a_spreadsheet(journal, formula):
    identity = suggest(journal, note(formula, evidence=(Evidence("x", formula, 1, 1),)))
    rule(journal, identity, decide(Verdict.REJECTED, reason=formula))
    [row] = table(journal)
    for name in ("title", "path", "reason"):
        assert row[name].startswith(("'", "␍"))
        assert row[name].endswith(formula[-1])


@pytest.mark.parametrize("harmless", ["1 = 1", "a+b", "5 - 3", "me@x", "'quoted", ""])
def test_other_text_is_left_alone(journal, harmless):
    suggest(journal, note(harmless))
    assert table(journal)[0]["title"] == harmless


def test_awkward_text_stays_in_its_cell_and_shows_its_controls(journal):
    identity = suggest(journal, note(NASTY))
    rule(journal, identity, decide(Verdict.REJECTED, reason=NASTY))
    [row] = table(journal)
    assert row["title"] == row["reason"]
    assert row["title"].startswith('two\nlines, "quoted"; ␛]52;c;aGk=␇')
    raw = raw_table(journal).encode()  # and it can be written to a file
    assert not {0, 7, 13, 27} & set(raw)


# -- size ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder_of_thousands(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("thousands")
    with Journal(folder, ADA) as journal, journal.writing():
        for number in range(2000):
            identity = journal.record_suggestion(note(f"{number}\n{NASTY}"))
            if number % 3:
                decision = decide(Verdict.REJECTED, reason=f'"{number}",\n')
                journal.record_decision(identity, decision)
    return folder


@pytest.fixture
def thousands(folder_of_thousands, folder, open_as) -> Journal:
    shutil.copytree(folder_of_thousands, folder)
    return open_as(ADA)


@pytest.mark.slow
def test_thousands_of_rows_come_out_in_order(thousands):
    rows = table(thousands)
    assert [row["title"].split("\n")[0] for row in rows] == [
        str(number) for number in range(2000)
    ]
    assert [row["reason"] for row in rows] == [
        f'"{number}",\n' if number % 3 else "" for number in range(2000)
    ]
    assert [line["position"] for line in lines(thousands)] == list(range(1, 3335))


@pytest.mark.slow
@pytest.mark.parametrize("export", [export_jsonl, export_csv])
def test_memory_stays_flat(thousands, export):
    written = 0

    def count(text: str) -> None:
        nonlocal written
        written += len(text)

    peak = peak_of(lambda: export(thousands, count))
    assert written > 400_000
    assert peak < 500_000


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_an_export_is_of_one_moment(thousands, open_as):
    emile, titles = open_as(EMILE), []

    def write(line: str) -> None:
        if not titles:
            suggest(emile, note("Meanwhile"))
        titles.append(line)

    export_csv(thousands, write)
    assert len(titles) == 2001
    assert not any("Meanwhile" in title for title in titles)


def test_what_fails_where_it_is_written_is_no_fault_of_the_journal(thousands):
    def full(text: str) -> None:
        raise BrokenPipeError

    for export in (export_jsonl, export_csv):
        with pytest.raises(BrokenPipeError):
            export(thousands, full)
    suggest(thousands, note("And nothing is left locked"))
