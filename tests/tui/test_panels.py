"""Panels on their screen: blind views, a debate, a synthesis, a record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coresearch.core.panels import Panel, View, panel_of
from coresearch.tui.app import CoresearchApp
from coresearch.tui.screens.form import FormScreen
from coresearch.workbench.panel.panels import find_panel, give_view, open_panel
from coresearch.workbench.panel.standing import Standing, standing
from coresearch.workbench.project import open_project
from tests.cli.conftest import states
from tests.models.scripted import Scripted, reply, serving
from tests.tui.conftest import screen_text, transcript, until, work

PLAYED = Path(__file__).parent.parent / "models" / "played"


def now(root: Path) -> Standing:
    with open_project(root) as project:
        return standing(project, find_panel(project))


def waits(root: Path, panel: Panel, *views: View) -> None:
    """A panel on record, with the first of the views as the person's own."""
    with open_project(root) as project:
        identity = open_panel(project, panel)
        for number, one in enumerate(views):
            give_view(project, identity, one, voice=f"m-{number}" if number else "")


def form(app: CoresearchApp) -> bool:
    return isinstance(app.screen, FormScreen)


async def fill(app: CoresearchApp, pilot, *lines: str) -> None:
    """Write into the lines of the form that comes, from the first on, and record it."""
    await until(pilot, lambda: form(app) and app.screen.query("#line-0"))
    for number, text in enumerate(lines):
        app.screen.query_one(f"#line-{number}").value = text
    await pilot.press("ctrl+s")
    await until(pilot, lambda: not form(app))


def notices(app: CoresearchApp) -> str:
    return " ".join(one.message for one in app._notifications)


async def open_panels(app: CoresearchApp, pilot, words: str = "") -> None:
    work(app).sending.send(f"/panel {words}")
    await until(pilot, lambda: app.screen is not app.work)
    await until(pilot, lambda: screen_text(app).strip())


@pytest.fixture(autouse=True)
def _no_model_of_this_machine(monkeypatch):
    for name in list(os.environ):
        if name.endswith("_API_KEY") or name.startswith("CORESEARCH_"):
            monkeypatch.delenv(name)


@pytest.fixture
def scripted(research_repo) -> Iterator[Scripted]:
    """A model on this machine that answers as a test says, and is the one asked."""
    with serving() as server:
        (research_repo / ".coresearch.toml").write_text(
            f'[models]\ndefault = "openai/played"\nserver = "{server.base}"\n'
        )
        yield server


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_panel_is_opened_and_a_view_given_blind(at_work, research_repo, size):
    async def story(app, pilot):
        await open_panels(app, pilot, "Which? | one | two")
        await until(pilot, lambda: "yours is missing" in screen_text(app))
        await until(pilot, lambda: "What the roles ask" in screen_text(app))
        with open_project(research_repo) as project:
            give_view(
                project, find_panel(project).id, View("two", 0.9, "unseen"), voice="m"
            )
        await pilot.press("a")
        assert app.screen is not app.work
        await pilot.press("v")
        await fill(app, pilot, "4", "2", "tw", "0.7", "so it is")
        await until(pilot, lambda: "m, 90% sure: unseen" in screen_text(app))
        await until(pilot, lambda: "2 views" in screen_text(app))

    at_work(story, size=size)
    own = now(research_repo).own
    assert own is not None
    assert (own.now.answer, own.now.confidence, own.now.claim) == (
        "two", 0.7, "so it is",
    )  # fmt: skip
    assert own.now.ratings == {"one": 4, "two": 2}


@pytest.mark.slow
def test_what_cannot_be_read_is_said_and_what_was_written_is_kept(at_work):
    async def story(app, pilot):
        await open_panels(app, pilot, "Which? | one | two")
        await until(pilot, lambda: "yours is missing" in screen_text(app))
        await pilot.press("v")
        await until(pilot, lambda: form(app) and app.screen.query("#line-3"))
        await pilot.press("9", "enter", "ctrl+s")
        await until(pilot, lambda: "one=9 is no rating" in screen_text(app))
        assert app.screen.focused.id == "line-0"
        await pilot.press("escape")
        await until(pilot, lambda: not form(app))
        await pilot.press("v")
        await until(pilot, lambda: form(app) and app.screen.query("#line-0"))
        assert app.screen.query_one("#line-0").value == "9"

    at_work(story)


@pytest.mark.slow
def test_a_question_without_options_is_put_by_a_form(at_work, research_repo):
    async def story(app, pilot):
        await open_panels(app, pilot)
        await until(pilot, lambda: "No panel yet" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: form(app) and app.screen.query("#line-2"))
        await pilot.press(*"Why", "enter", "enter", "x", "enter")
        await until(pilot, lambda: "x is no number of views" in screen_text(app))
        await pilot.press("backspace", "2", "enter")
        await until(pilot, lambda: "yours is missing" in screen_text(app))

    at_work(story)
    found = now(research_repo)
    assert (found.panel.question, found.panel.options) == ("Why", ())
    assert found.panel.blind_until == 2


@pytest.mark.slow
def test_words_look_for_a_panel_and_open_none(at_work, research_repo):
    waits(research_repo, Panel("Which search?"), View("this", 0.5))
    waits(research_repo, Panel("Whose turn?"), View("mine", 0.5))

    async def story(app, pilot):
        await open_panels(app, pilot, "search")
        await until(pilot, lambda: "Which search?" in screen_text(app))
        assert app.screen.rows.count == 1

    at_work(story)


def test_views_are_answered_and_shown_early_and_the_record_waits(
    at_work, research_repo
):
    panel = panel_of("Which?", ["one", "two"], [], 3)
    waits(research_repo, panel, View("one", 0.6), View("two", 0.7, "the cost"))

    async def story(app, pilot):
        await open_panels(app, pilot)
        await until(pilot, lambda: "1 other view on record" in screen_text(app))
        await pilot.press("c")
        await until(pilot, lambda: "x waits no longer" in notices(app))
        assert not form(app)
        await pilot.press("x")
        await fill(app, pilot, "nobody else")
        await until(pilot, lambda: "m-1, 70% sure: the cost" in screen_text(app))
        await pilot.press("a")
        await fill(app, pilot, "m-1", "the cost", "its size")
        await until(pilot, lambda: "Ada grants: the cost" in screen_text(app))
        await pilot.press("c")
        await fill(app, pilot, "two", "the cost")
        await until(pilot, lambda: app.screen is app.work)
        await until(pilot, lambda: "decisions/which.md" in transcript(app))

    at_work(story)
    assert states(research_repo) == {
        "A record of the decision, as decisions/which.md": "waiting"
    }
    assert not (research_repo / "decisions").exists()


@pytest.mark.slow
def test_a_model_is_heard_and_writes_the_synthesis(at_work, research_repo, scripted):
    options = ("words-bm25", "ngrams-tfidf", "both, merged")
    asked = "Which search goes into the app?"
    waits(research_repo, Panel(asked, options), View("words-bm25", 0.5, "it runs"))
    panel = now(research_repo).id[:7]
    written = (PLAYED / "synthesis.md").read_text().replace("50ad629", panel)
    scripted.will(
        reply((PLAYED / "panel-user.md").read_text()),
        reply(written.replace("Ada Lind", "openai/played as user")),
    )

    async def story(app, pilot):
        await open_panels(app, pilot)
        await until(pilot, lambda: "it runs" in screen_text(app))
        await pilot.press("m")
        await fill(app, pilot, "user")
        await until(pilot, lambda: "Its view is on record" in transcript(app))
        await until(pilot, lambda: work(app).sending.errands.current is None)
        await open_panels(app, pilot)
        await until(pilot, lambda: "openai/played as user" in screen_text(app))
        await pilot.press("s")
        await until(pilot, lambda: app.screen is app.work)
        await until(pilot, lambda: "+ Synthesis: it turns on" in transcript(app))
        await until(pilot, lambda: work(app).sending.errands.current is None)

    at_work(story)
    first, second = (one.body["messages"][-1]["content"] for one in scripted.asked)
    assert "it runs" not in first
    assert "You are asked as the user." in first
    assert "it runs" in second
    assert list(states(research_repo).values()) == ["waiting"] * 3


@pytest.mark.slow
def test_without_a_model_the_synthesis_is_laid_out(at_work, research_repo):
    waits(research_repo, Panel("Which?", ("a", "b")), View("a", 0.5), View("b", 0.5))

    async def story(app, pilot):
        await open_panels(app, pilot)
        await until(pilot, lambda: "m-1, 50% sure" in screen_text(app))
        await pilot.press("s")
        await until(pilot, lambda: "Nobody has answered" in transcript(app))

    at_work(story)


@pytest.mark.slow
def test_the_palette_has_the_keys_of_the_screen(at_work, research_repo):
    waits(research_repo, Panel("Which?"), View("a", 0.5))

    async def story(app, pilot):
        await open_panels(app, pilot)
        titles = [one.title for one in app.get_system_commands(app.screen)]
        assert "Conclude  c" in titles
        assert "Table  t" not in titles

    at_work(story)
