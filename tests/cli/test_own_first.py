"""One's own answer first: on record before, matched offline, confirmed by a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coresearch.core.errors import Refused
from coresearch.core.findings import Severity
from coresearch.core.first_answers import (
    OwnFinding,
    is_asked_first,
    likeliest,
    own_finding,
)
from coresearch.core.outcomes import Said
from coresearch.core.suggestions import Evidence
from coresearch.journal.mirrored import answers_first, chosen
from coresearch.journal.queries import list_events, waiting
from coresearch.journal.reviewed import While
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench import own_first
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.mirror import own
from coresearch.workbench.predictions import say_outcome
from coresearch.workbench.project import open_project
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import place


@pytest.mark.parametrize(
    ("text", "line"),
    [("12: no seeds", 12), ("line 3. one run", 3), ("L7 - leak", 7), ("no seeds", 0)],
)
def test_a_finding_may_name_its_line(text, line):
    found = own_finding(text)
    assert found.line == line
    assert not found.text[0].isdigit()


def test_the_likeliest_is_by_rule_then_line_then_words(suggest):
    item = suggest("Seeds are not named")  # about line 3
    by_words = OwnFinding("nobody names the seeds")
    by_line = OwnFinding("hm", 4)
    by_rule = OwnFinding("that is PLAYED again")
    assert likeliest([by_words], item) == by_words
    assert likeliest([by_line, OwnFinding("hm", 9)], item) == by_line
    assert likeliest([by_words, by_line, by_rule], item) == by_rule
    assert likeliest([OwnFinding("the budget is too small", 40)], item) is None
    assert likeliest([], item) is None


def test_all_that_matters_most_and_a_fifth_of_the_rest_are_asked_about():
    ids = [f"{n * 2654435761 % 2**32:08x}" for n in range(4000)]
    asked = sum(is_asked_first(one, Severity.MEDIUM) for one in ids)
    assert 0.20 <= asked / len(ids) <= 0.25
    assert all(is_asked_first(one, Severity.HIGH) for one in ids)


def test_it_is_off_until_a_person_says_so(project, suggest, monkeypatch):
    put_in_inbox(project, [suggest("Seeds", severity=Severity.HIGH)])
    [row] = waiting(project.journal, limit=2)
    shown = present(project, row.id)
    assert own_first.wanted(project) is None
    assert not own_first.is_due(project, shown)
    own_first.choose(project, on=True)
    assert chosen(project.journal, "own-first") is True
    assert own_first.is_due(project, shown)
    monkeypatch.setenv("CORESEARCH_MIRROR_OWN_FIRST", "false")
    assert not own_first.is_due(project, shown)
    monkeypatch.delenv("CORESEARCH_MIRROR_OWN_FIRST")
    theirs = project.root / ".coresearch.toml"
    theirs.write_text("[mirror]\nown_first = true\n")  # nobody else's to say
    assert own_first.wanted(project) is False
    theirs.unlink()
    own_first.compared(project, row.id, None)
    assert not own_first.is_due(project, shown)


def test_reliance_follows_from_what_came_of_it(project, suggest):
    made = [suggest(f"Seed {n}", evidence=(Evidence(f"x{n}"),)) for n in range(4)]
    ids = [one.id for one in put_in_inbox(project, made)]
    for number, identity in enumerate(ids):
        mine = OwnFinding("seeds") if number % 2 else None
        own_first.compared(project, identity, mine)
        own_first.compared(project, identity, OwnFinding("later"))  # the first holds
        rule = reject if number > 1 else accept
        rule(project, present(project, identity), Ruling())
    for identity, came in zip(ids, ("held", "failed", "held", "failed"), strict=True):
        say_outcome(project, identity, Said(came), "")
    cases = own(project.journal, While()).answers
    assert [(c.own_right, c.advice_right, c.taken) for c in cases] == [
        (False, True, True),
        (False, False, True),
        (False, True, False),
        (False, False, False),
    ]
    rebuild(project.journal)
    verify(project.journal)
    assert len(answers_first(project.journal, "", "~")) == 4


def test_what_was_rejected_unasked_has_no_outcome(project, suggest):
    [placed] = put_in_inbox(project, [suggest("Seeds")])
    reject(project, present(project, placed.id), Ruling())
    with pytest.raises(Refused, match="only what was accepted"):
        say_outcome(project, placed.id, Said("held"), "")


def kinds(root) -> list[str]:
    with open_project(root) as project:
        return [row.type for row in reversed(list_events(project.journal, limit=200))]


def test_a_critique_waits_for_the_persons_own_findings(terminal, flawed_repo):
    screen = terminal("critique", "plan.md", "--own-first", size=(60, 100))
    screen.see("1. ")
    screen.type("the number of seeds is not stated")
    screen.see("2. ")
    screen.type("")
    for _ in range(30):
        seen = ["The same? [y/N] ", "one by one? [y/N] "]
        if screen.child.expect_exact(seen):
            break
        screen.press("y\r")
    assert "You had found" in str(screen.child.before)
    screen.press("n\r")
    screen.ends()
    happened = kinds(flawed_repo)
    assert happened.index("answer.written") < happened.index("suggestion.made")
    assert "answer.compared" in happened


def test_in_a_walk_the_lines_come_before_what_is_said_of_them(
    terminal, research_repo, suggest
):
    item = replace(suggest("Name the seeds"), severity=Severity.HIGH)
    place(research_repo, item)
    screen = terminal("inbox", "--walk", CORESEARCH_MIRROR_OWN_FIRST="true")
    before = screen.see("what would you say? (Enter: skip) ")
    assert "We train an LSTM" in before
    assert "Name the seeds" not in before
    screen.type("one seed")
    screen.see("The same? [y/N] ")
    screen.press("y\r")
    screen.at_menu()
    screen.press("q")
    screen.ends()
    with open_project(research_repo) as project:
        rows = project.journal.connection.execute("SELECT had, text FROM first_answers")
        assert rows.fetchall() == [(1, "one seed")]


@pytest.mark.slow
def test_whether_one_wants_it_now_and_then_is_asked_once(
    terminal, research_repo, suggest
):
    place(research_repo, *(suggest(f"Seed {n}") for n in range(20)))
    with open_project(research_repo) as project:
        for row in waiting(project.journal, limit=30):
            reject(project, present(project, row.id), Ruling())
    screen = terminal("review", size=(100, 100))
    screen.see("Do you want that? [y/N] ")
    screen.press("y\r")
    screen.ends()
    with open_project(research_repo) as project:
        assert own_first.wanted(project) is True
    assert "Do you want that?" not in terminal("review", size=(100, 100)).ends()
