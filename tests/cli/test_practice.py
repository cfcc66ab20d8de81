"""Probes and drills: on record before they are shown, never twice, scored by rule."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.errors import NeedsPerson, Refused
from coresearch.journal.practised import answered, items_seen
from coresearch.journal.verify import rebuild, verify
from coresearch.practice.forms import catalogue
from coresearch.practice.items import Purpose
from coresearch.workbench import practice
from coresearch.workbench.project import open_project
from coresearch.workbench.reminding import reminders

ITEMS = {one.name: one for one in catalogue()}


@pytest.mark.slow
def test_a_probe_asks_five_and_says_how_many_were_right(terminal, research_repo):
    screen = terminal("probe", size=(60, 100))
    for _ in range(2):
        screen.see("(0 to 4): ")
        screen.type("seven")
        screen.see("(0 to 4): ")
        screen.type("2")
    for _ in range(2):
        screen.see("(1 to 4): ")
        screen.type("1")
    screen.see("1. ")
    screen.type("a bug in the metric")
    screen.see("2. ")
    screen.type("")
    said = screen.ends()
    with open_project(research_repo) as project:
        rows = answered(project.journal, Purpose.PROBE)
        assert [row.answer for row in rows][2:] == ["1", "1", "a bug in the metric"]
        assert f"{sum(row.right for row in rows)} of 5 right" in said
        verify(project.journal)


@pytest.mark.slow
def test_a_drill_says_at_once_and_cannot_tell_yet_at_the_end(terminal, research_repo):
    screen = terminal("drill", "--items", "10", size=(60, 100))
    for _ in range(10):
        screen.see("[q] stop")
        screen.press("y")
        assert screen.child.expect(["Right: the flaw is in", "No: it is sound"]) < 2
    said = re.sub(r"\s+", " ", screen.ends())
    assert "5 of 10 right." in said
    assert "flaws found: 100 % (57 to 100), n = 5" in said
    assert "false alarms: 100 % (57 to 100), n = 5" in said
    assert "cannot tell yet, 15 more flaws and as many clean items needed" in said


@pytest.mark.parametrize("command", ["probe", "drill"])
def test_without_a_person_nothing_is_asked(research_repo, monkeypatch, command):
    monkeypatch.chdir(research_repo)
    ended = CliRunner().invoke(make_app(command), [command], input="1\n1\n")
    assert isinstance(ended.exception, NeedsPerson)
    assert not (research_repo / ".coresearch" / "journal.db").exists()


def test_what_was_shown_never_comes_again_also_if_it_was_left(project):
    session = practice.begin_probe(project)
    for item in session.items:
        practice.show(project, session, item)
    assert items_seen(project.journal) == {one.name for one in session.items}
    again = practice.begin_probe(project)
    assert not items_seen(project.journal) & {one.name for one in again.items}
    assert answered(project.journal, Purpose.PROBE) == []


def test_an_answer_is_scored_and_kept_through_a_rebuild(project):
    session = practice.begin_drill(project, 10)
    for item in session.items:
        shown = practice.show(project, session, item)
        assert practice.answer(project, shown, item, "y", 3.2) is item.flawed
    before = practice.drilled(project)
    assert (before.hits, before.planted, before.alarms, before.clean) == (5, 5, 5, 5)
    rebuild(project.journal)
    verify(project.journal)
    assert practice.drilled(project) == before


def test_when_nothing_is_left_it_is_said(project, monkeypatch):
    monkeypatch.setattr(practice, "items_seen", lambda _: set(ITEMS))
    with pytest.raises(Refused, match="seen every item"):
        practice.begin_probe(project)
    with pytest.raises(Refused, match="Only 0 items are left"):
        practice.begin_drill(project, 10)


def test_a_reminder_comes_once_a_week_to_who_asked_for_it(project, monkeypatch):
    assert reminders(project) == []
    monkeypatch.setenv("CORESEARCH_MIRROR_PROBES", "true")
    [said] = reminders(project)
    assert said.command == "probe"
    assert reminders(project) == []  # today
    (project.journal.path.parent / "probed").unlink()
    session = practice.begin_probe(project)
    practice.show(project, session, session.items[0])
    assert reminders(project) == []  # this week


def test_practice_is_nowhere_taken_for_work(project):
    session = practice.begin_drill(project, 10)
    for item in session.items:
        practice.answer(project, practice.show(project, session, item), item, "n", 1.0)
    for table in ("suggestions", "decisions", "outcomes", "predictions"):
        query = f"SELECT count(*) FROM {table}"
        assert project.journal.connection.execute(query).fetchone() == (0,)
