"""docs/journal.md, checked against a real journal with nothing but sqlite3."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coresearch.core.suggestions import Evidence, Origin, OriginKind
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.reverse import undo
from coresearch.workbench.suggest import put_in_inbox

TEXT = (Path(__file__).parent.parent / "docs" / "journal.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.M | re.S)


@pytest.fixture
def journal(project, suggest, seeds_edit) -> Path:
    """One accept after 12 s, undone; two rejections of one rule, one of another."""
    edit = put_in_inbox(project, [suggest("Name the seeds", seeds_edit)])[0]
    accept(project, present(project, edit.id), Ruling("yes", seconds=12.0))
    undo(project)
    for rule, quote, reason in (
        ("S1", "one", "in the script"),
        ("S1", "two", "too slow"),
        ("E7", "three", "meant"),
    ):
        found = replace(
            suggest(quote, evidence=(Evidence(quote, "plan.md", 1, 1),)),
            origin=Origin(OriginKind.RULE, rule),
        )
        [item] = put_in_inbox(project, [found])
        reject(project, present(project, item.id), Ruling(reason, True))
    return project.journal.path


def test_the_three_questions_have_the_answers_that_are_known(journal):
    plain = sqlite3.connect(journal)
    rules, undone, seconds = (plain.execute(q).fetchall() for q in blocks("sql"))
    assert rules == [("S1", 2, "in the script / too slow"), ("E7", 1, "meant")]
    [(title, accepted, taken_back)] = undone
    assert title == "Name the seeds"
    assert accepted < taken_back
    assert seconds == [("medium", 1, 12.0)]
    plain.close()


def test_the_python_snippets_run_and_agree(journal):
    said = [
        subprocess.run(
            [sys.executable, "-c", snippet],
            cwd=journal.parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for snippet in blocks("python")
    ]
    assert said == ["accepted 1\nrejected 3\nundone 1\n", "every event fits\n"]


def test_every_table_and_column_is_documented(journal):
    plain = sqlite3.connect(journal)
    tables = plain.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE '%sqlite%' AND name NOT LIKE 'search_%'"
    ).fetchall()
    for (table,) in tables:
        assert table in TEXT
        for column in plain.execute(f"PRAGMA table_info({table})"):
            if table != "search":
                assert f"`{column[1]}`" in TEXT, f"{table}.{column[1]}"
    plain.close()


def test_every_type_of_event_and_every_field_is_documented(journal):
    plain = sqlite3.connect(journal)
    for kind, body in plain.execute("SELECT type, body FROM events"):
        assert f"`{kind}`" in TEXT
        for field in json.loads(body):
            assert f"`{field}`" in TEXT, f"{kind}: {field}"
    plain.close()
