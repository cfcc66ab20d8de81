"""The study among the examples: its journal is whole, and its README tells of it."""

from __future__ import annotations

import base64
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.panels import View
from coresearch.journal.importing import import_file
from coresearch.journal.queries import Filter, list_entries, waiting
from coresearch.journal.runs import list_runs, metrics_of
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.panel.panels import find_panel, give_view
from coresearch.workbench.panel.standing import standing
from coresearch.workbench.panel.synthesis import synthesis
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.texts import read_text
from coresearch.workbench.writing.check import check
from coresearch.workbench.writing.verdicts import State
from tests.conftest import git

STUDY = Path(__file__).parent.parent / "examples" / "ticket-routing"
README = (STUDY / "README.md").read_text()


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory) -> Iterator[Project]:
    """An empty repository that has taken the study's journal in."""
    root = tmp_path_factory.mktemp("newcomer")
    git(root, "init", "-q")
    git(root, "config", "user.name", "Newcomer")
    git(root, "config", "user.email", "new@example.org")
    with open_project(root) as project:
        import_file(project.journal, STUDY / "journal.jsonl")
        yield project


def test_the_journal_is_whole_and_waits_for_nobody_else(newcomer):
    found = verify(newcomer.journal)
    assert (found.missing, found.blobs) == (0, 23)
    rebuild(newcomer.journal)
    assert verify(newcomer.journal).events == found.events
    assert waiting(newcomer.journal, limit=9) == []


def test_the_readme_counts_what_became_of_the_suggestions(newcomer):
    rows = list_entries(newcomer.journal, Filter(everyone=True), limit=100)
    states = Counter(row.state for row in rows)
    told = re.search(r"Twenty suggestions: (.*?)\.\n", README, re.DOTALL)
    assert told is not None
    assert len(rows) == 20
    assert states == {
        "accepted": 7, "amended": 3, "rejected": 7, "withdrawn": 2, "waiting": 1,
    }  # fmt: skip
    for said in ("seven accepted", "three amended", "seven rejected", "two that she"):
        assert said in told[1]


def test_the_readme_tells_the_difference_that_the_runs_show(newcomer):
    journal = newcomer.journal
    rows = list_runs(journal, limit=50, everyone=True)
    assert Counter(row.state for row in rows) == {"succeeded": 15, "failed": 1}
    values = metrics_of(journal, [row.id for row in rows])
    means = {
        arm: sum(
            values[row.id]["accuracy"] or 0.0 for row in rows if row.name == arm
        ) / 5
        for arm in ("words", "trigrams")
    }  # fmt: skip
    gained = 100 * (means["trigrams"] - means["words"])
    assert f"Trigrams beat words by {gained:.1f} points" in README
    assert any(row.id.startswith("b13177f") for row in rows)


def test_the_readme_tells_who_moved_whom(newcomer):
    own = View("no trial yet", 0.5)
    panel = find_panel(newcomer)
    assert standing(newcomer, panel).voices == ()
    give_view(newcomer, panel.id, own)
    came = synthesis(standing(newcomer, panel))
    [moved] = came.moved
    assert (moved.name, moved.moved_by) == (
        "Nadia Okafor", "Ilse: article one of the constitution",
    )  # fmt: skip
    assert [camp.answer for camp in came.first] == [
        "no trial yet", "trial with both, side by side",
    ]  # fmt: skip
    assert "Nadia changed her view" in README


def test_the_reports_numbers_are_those_of_the_imported_runs(newcomer):
    for name in ("plan.md", "report.md"):
        (newcomer.root / name).write_text((STUDY / name).read_text())
    text = read_text(newcomer.root / "report.md", "report.md")
    checked = check(newcomer, text, is_file=False)
    assert checked.count(State.AGREES) == len(checked.verdicts) == 10
    assert "ten numbers" in README
    assert not checked.loose


def test_nothing_in_it_is_of_another_machine_or_person():
    text = (STUDY / "journal.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    opened = [line["body"] for line in lines if line.get("type") == "journal.opened"]
    assert {(body["author"], body["email"]) for body in opened} == {
        ("Nadia Okafor", "nadia@example.org"),
        ("Ilse Brandt", "ilse@example.org"),
    }
    blobs = [base64.b64decode(line["base64"]) for line in lines if "base64" in line]
    texts = [text, *(blob.decode("utf-8", "replace") for blob in blobs)]
    homes = re.findall(r"/(?:home|root|tmp|Users|opt)/\w*", "".join(texts))
    assert set(homes) <= {"/home/nadia", "/home/ilse"}


def test_the_files_are_as_the_journal_has_them(newcomer):
    started = [
        json.loads(line)["body"]
        for line in (STUDY / "journal.jsonl").read_text().splitlines()
        if '"type":"run.started"' in line
    ]
    script = (STUDY / "route.py").read_text()
    assert all(body["code"] == script for body in started)


def test_every_command_of_the_readme_works_for_a_newcomer(tmp_path, monkeypatch):
    git(tmp_path, "init", "-q")
    (tmp_path / "journal.jsonl").write_bytes((STUDY / "journal.jsonl").read_bytes())
    monkeypatch.chdir(tmp_path)
    [block, *_] = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line, comments=True)[1:] for line in block.splitlines()]
    assert len(commands) == 7
    for words in commands:
        ended = CliRunner().invoke(make_app(words[0]), words)
        assert ended.exit_code == 0, (words, ended.exception)
