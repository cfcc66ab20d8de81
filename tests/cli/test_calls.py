"""`coresearch journal calls`: what models were asked, and what it came to."""

from __future__ import annotations

import json

import pytest

from coresearch.core.calls import Outcome
from coresearch.core.spending import By
from coresearch.journal.calls import Consent, consents, dollars_since, record_consent
from coresearch.journal.calls import spending as spent
from coresearch.workbench.project import open_project
from tests.adapters.journal.records import answer, ask


@pytest.fixture
def asked(research_repo):
    """A repository in which models were asked four times."""
    with open_project(research_repo) as project:
        journal = project.journal
        answer(journal, ask(journal), "Name the \x1b[31mseeds.")
        answer(journal, ask(journal, "brainstorm"), "x", Outcome.CUT, dollars=None)
        answer(journal, ask(journal, model="other/one"), dollars=1.5)
        ask(journal)
    return research_repo


def test_calls_are_listed(asked, run):
    lines = run("journal", "calls").out.splitlines()
    assert len(lines) == 4
    assert "design  openai/played  open" in lines[0]
    assert "$1.50" in lines[1]
    assert "brainstorm" in lines[2]
    assert "cut, 1000+200 tokens, no price" in lines[2]


def test_what_was_sent_and_what_came_is_shown_and_not_obeyed(asked, run):
    rows = json.loads(run("journal", "calls", "--format", "json").out)
    shown = run("journal", "show", rows[-1]["id"][:12]).out
    assert "What is missing?" in shown
    assert "Name the ␛[31mseeds." in shown


def test_spending_is_added_up(asked, run):
    by_model = run("journal", "calls", "--spend", "model").out.splitlines()
    assert by_model[0].startswith("other/one  $1.50  1 call,")
    assert "the price of 2 is not known" in by_model[1]
    [day] = run("journal", "calls", "--spend", "day").out.splitlines()
    assert "$1.75  4 calls" in day


def test_pages(asked, run):
    first = run("journal", "calls", "-n", "3")
    assert "--page 2" in first.err
    assert len(run("journal", "calls", "-n", "3", "-p", "2").out.splitlines()) == 1


def test_nothing_was_asked_yet(project, run):
    assert "No model was asked yet." in run("journal", "calls").out


def test_the_journal_says_what_may_leave(project):
    journal = project.journal
    here = "https://api.example.org"
    yes, no = (Consent(here, "content", allowed) for allowed in (True, False))
    key = Consent(here, "key", True, "seal")
    for said in (yes, key, no):
        record_consent(journal, said)
    assert list(consents(journal, here, "content")) == [no, yes]
    assert list(consents(journal, here, "key")) == [key]
    assert list(consents(journal, "https://other.example.org", "content")) == []


def test_only_what_was_spent_since_counts(asked):
    with open_project(asked) as project:
        assert dollars_since(project.journal, "2000-01-01") == 1.75
        assert dollars_since(project.journal, "2999-01-01") == 0.0
        assert [row.key for row in spent(project.journal, By.ACTIVITY)] == [
            "design",
            "brainstorm",
        ]
