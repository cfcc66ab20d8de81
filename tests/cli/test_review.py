"""`coresearch review`: what became of what was suggested, in three forms."""

from __future__ import annotations

import json

import pytest

from coresearch.journal.queries import waiting
from coresearch.workbench.decide import Ruling, present, reject
from coresearch.workbench.project import open_project
from tests.cli.conftest import place


@pytest.fixture
def decided(research_repo, suggest):
    """A journal with 10 rejected suggestions and one that waits."""
    place(research_repo, *(suggest(f"Name seed {n}") for n in range(11)))
    with open_project(research_repo) as project:
        for row in waiting(project.journal, limit=10):
            reject(project, present(project, row.id), Ruling())
    return research_repo


def test_it_counts_what_was_suggested_in_a_while_and_gives_intervals(decided, run):
    found = json.loads(run("review", "--since", "2001-01-01", "-f", "json").out)
    whole = found["all"]
    assert (whole["decided"], whole["rejected"], whole["waiting"]) == (10, 10, 1)
    assert 0.7 < whole["shares"]["rejected"]["low"] < 0.73
    assert found["activities"][0]["rejected"] == 10
    text = run("review").out
    assert "10 suggestions decided, 1 waiting." in text
    assert "10 · 100 % (72–100)" in text
    assert "| 10 · 100 % (72–100) |" in run("review", "-f", "markdown").out
    before = json.loads(run("review", "--until", "2001-01-01", "-f", "json").out)
    assert before["all"]["decided"] == before["all"]["waiting"] == 0


def test_what_is_no_date_is_told(decided, run):
    ended = run("review", "--since", "yesterday")
    assert ended.code == 4
    assert "is no date" in ended.err
