"""One's own word first, and what is due, in the terminal interface."""

# ruff: noqa: F401, F811 - fixtures
from __future__ import annotations

from dataclasses import replace

import pytest

from coresearch.core.findings import Severity
from coresearch.core.predictions import prediction_of
from coresearch.journal.predictions import resolved_predictions
from coresearch.journal.queries import entry, list_events
from coresearch.tui.screens.due import DueScreen
from coresearch.tui.screens.question import QuestionScreen
from coresearch.tui.widgets.first import First, Same
from coresearch.workbench import own_first
from coresearch.workbench.predictions import predict
from coresearch.workbench.project import open_project
from tests.cli.conftest import flawed_repo, place
from tests.tui.conftest import clock, in_view, look_at, screen_text, transcript, until
from tests.tui.conftest import work as at


@pytest.fixture
def asked(research_repo, suggest):
    """Who wants to be asked, and one suggestion that matters."""
    place(research_repo, replace(suggest("Name the seeds"), severity=Severity.HIGH))
    with open_project(research_repo) as project:
        own_first.choose(project, on=True)
    return research_repo


def first_answers(root):
    with open_project(root) as project:
        rows = project.journal.connection.execute("SELECT had, text FROM first_answers")
        return rows.fetchall()


def test_nothing_of_it_is_shown_or_decided_before_ones_own_word(at_work, asked):
    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        assert "Name the seeds" not in screen_text(app)
        assert "We train an LSTM" in screen_text(app)
        for key in ("a", "r", "e"):
            await pilot.press(key)
        assert at(app).inbox.inbox.total == 1
        with open_project(asked) as project:
            assert entry(project.journal, at(app).inbox.shown.id).state == "waiting"
        await pilot.press("f")
        assert app.query_one(First).has_focus
        await pilot.press(*"one seed", "enter")
        await until(pilot, lambda: app.query_one(Same).has_focus)
        assert "Name the seeds" in screen_text(app)
        assert "You said: one seed. The same?" in screen_text(app)
        await pilot.press("y")
        await until(pilot, lambda: first_answers(asked))
        await until(pilot, lambda: in_view(app))
        clock(app).go_on(1)
        await pilot.press("a")
        await until(pilot, lambda: "Accepted" in transcript(app))

    at_work(story)
    assert first_answers(asked) == [(1, "one seed")]
    with open_project(asked) as project:
        told = [one.type for one in list_events(project.journal, limit=20)]
    kinds = ("answer.written", "answer.compared", "decision.made")
    assert [told.index(kind) for kind in kinds] == sorted(
        (told.index(kind) for kind in kinds), reverse=True
    )


@pytest.mark.slow
def test_who_wants_to_see_it_without_does(at_work, asked):
    async def story(app, pilot):
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: "Name the seeds" in screen_text(app))
        assert not app.query_one(Same).display

    at_work(story, size=(80, 24))
    assert first_answers(asked) == []


@pytest.mark.slow
def test_a_critique_waits_for_ones_own_findings(at_work, flawed_repo):
    async def story(app, pilot):
        at(app).sending.send("/critique plan.md --own-first")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert at(app).inbox.inbox.total == 0
        await pilot.press(*"S1 repeats", "enter")
        await until(pilot, lambda: "S1 repeats" in screen_text(app))
        await pilot.press("enter")
        while "You had found" not in transcript(app):
            if isinstance(app.screen, QuestionScreen) and "Theirs" in screen_text(app):
                clock(app).go_on(1)
                await pilot.press("y")
            await pilot.pause(0.01)

    at_work(story, folder=flawed_repo)
    assert (1, "S1 repeats") in first_answers(flawed_repo)


def test_what_is_due_is_told_once_and_resolved_by_one_key_each(at_work, research_repo):
    with open_project(research_repo) as project:
        for claim in ("it holds", "it does not"):
            predict(project, prediction_of(claim, 0.7, due="2001-01-01"))

    async def story(app, pilot):
        assert "2 predictions are due, one key each: F8" in transcript(app)
        await pilot.press("f8")
        for claim, key in (("it holds", "y"), ("it does not", "n")):
            await until(pilot, lambda claim=claim: claim in screen_text(app))
            await until(pilot, lambda: app.screen._view.is_in_view)
            clock(app).go_on(1)
            await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, DueScreen))
        await until(pilot, lambda: "“it does not” (70%): failed" in transcript(app))

    at_work(story)
    with open_project(research_repo) as project:
        told = {one.claim: one.outcome for one in resolved_predictions(project.journal)}
    assert told == {"it holds": "held", "it does not": "failed"}
