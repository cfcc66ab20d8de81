"""Journal, runs, rules, help, palette; and where there is no repository."""

from __future__ import annotations

import asyncio

import pytest
from textual import events

from coresearch.config import Settings
from coresearch.journal.mirrored import last_reflection
from coresearch.tui.app import CoresearchApp
from coresearch.tui.screens.welcome import WelcomeScreen
from coresearch.tui.start import desk_at
from coresearch.workbench.decide import Ruling, present, reject
from coresearch.workbench.project import open_project
from tests.cli.conftest import place
from tests.tui.conftest import (
    look_at,
    screen_text,
    shown,
    transcript,
    until,
    work,
)


@pytest.fixture
def many(research_repo, suggest):
    """A journal with 300 suggestions, one of them rejected."""
    place(research_repo, *(suggest(f"Name seed {n}") for n in range(300)))
    with open_project(research_repo) as project:
        [one] = place(research_repo, suggest("Drop the baseline"))
        row = present(project, _find(project, one))
        reject(project, row, Ruling("it is the only one that we have"))
    return research_repo


def _find(project, prefix):
    from coresearch.journal.queries import find_suggestion

    return find_suggestion(project.journal, prefix)


def rows(app):
    return app.screen.rows


@pytest.mark.slow
def test_the_journal_is_read_in_pages_and_filtered(at_work, many):
    async def story(app, pilot):
        await pilot.press("f3")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count)
        assert rows(app).count >= 200
        await pilot.press("G")
        await until(pilot, lambda: rows(app).count == 301)
        await pilot.press("slash", *"state", "colon", *"rejected")
        await until(pilot, lambda: rows(app).count == 1)
        await until(pilot, lambda: "the only one that we" in screen_text(app))

    at_work(story)


def test_keys_right_behind_one_another_go_where_the_first_led(at_work):
    """As they come from a terminal that was pasted into, or a slow line."""

    async def story(app, pilot):
        for key in ("f5", "slash", *"seedj"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: app.screen is not app.work)
        line = app.screen.query_one("#filter")
        await until(pilot, lambda: line.value == "seedj")
        for key in ("escape", "escape", "escape"):  # to the list, back, to the inbox
            app.post_message(events.Key(key, None))
        app.post_message(events.Key("i", "i"))
        app.post_message(events.Paste("go"))
        await until(pilot, lambda: work(app).prompt.text == "go")

    at_work(story)


def test_terms_that_do_not_count_beside_words_are_told(at_work):
    async def story(app, pilot):
        await pilot.press("f3", "slash", *"kind:edit seeds")
        await until(pilot, lambda: "kind: is not looked at" in screen_text(app))
        await pilot.press("ctrl+u", *"kind:edit")
        await until(pilot, lambda: "not looked at" not in screen_text(app))

    at_work(story)


@pytest.mark.slow
def test_words_are_looked_for_in_all_of_the_journal(at_work, many):
    async def story(app, pilot):
        work(app).sending.send("/journal baseline")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count == 1)
        await until(pilot, lambda: "Drop the baseline" in screen_text(app))
        await pilot.press("enter", "escape", "escape")
        await until(pilot, lambda: app.screen is app.work)

    at_work(story)


def test_a_filter_that_nothing_fits_empties_a_list_that_was_scrolled(at_work):
    async def story(app, pilot):
        await pilot.press("f5")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count > 50)
        await pilot.press("G", "slash", *"xyz")
        await until(pilot, lambda: rows(app).count == 0)
        await pilot.press("backspace", "backspace", "backspace")
        await until(pilot, lambda: rows(app).count > 50)

    at_work(story)


@pytest.mark.slow
def test_a_filter_that_is_none_is_told(at_work, many):
    async def story(app, pilot):
        await pilot.press("f3")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count)
        await pilot.press("slash", *"colour", "colon", *"red")
        await until(pilot, lambda: "There is no colour" in screen_text(app))

    at_work(story)


@pytest.mark.slow
def test_every_rule_is_there_and_can_be_looked_for(at_work):
    async def story(app, pilot):
        await pilot.press("f5")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count > 50)
        await pilot.press("slash", *"leak", "enter")
        await until(pilot, lambda: 0 < rows(app).count < 10)
        await until(pilot, lambda: "coresearch: ignore" in screen_text(app))

    at_work(story)


@pytest.mark.slow
def test_runs_are_shown_with_their_outputs_and_run_again(at_work, research_repo):
    async def story(app, pilot):
        work(app).sending.send("!print('hello', 6 * 7)")
        await until(pilot, lambda: "succeeded" in work(app).transcript.text)
        await pilot.press("f4")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count == 1)
        await until(pilot, lambda: "python3" in screen_text(app))
        await pilot.press("o")
        await until(pilot, lambda: "│ hello 42" in screen_text(app))
        await pilot.press("R")
        await until(pilot, lambda: app.screen is app.work)
        again = lambda: work(app).transcript.text.count("succeeded") == 2  # noqa: E731
        await until(pilot, again)

    at_work(story)


@pytest.mark.parametrize(
    "size", [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]
)
def test_the_help_has_every_key(at_work, size):
    async def story(app, pilot):
        await pilot.press("f1")
        await until(pilot, lambda: app.screen is not app.work)
        text = app.screen.query_one("#help").text
        assert "Enter never decides" in " ".join(text.split())
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.work)

    at_work(story, size=size)


@pytest.mark.slow
def test_a_key_can_be_changed(at_work, research_repo, suggest):
    place(research_repo, suggest("One"), suggest("Two"))
    (research_repo / ".coresearch.toml").write_text(
        '[interface]\ntheme = "coresearch-light"\nkeys = { next = "w" }\n'
    )

    async def story(app, pilot):
        assert app.theme == "coresearch-light"
        work(app).inbox.rows.focus()
        await until(pilot, lambda: work(app).inbox.rows.count == 2)
        await pilot.press("w")
        await until(pilot, lambda: work(app).inbox.rows.place == 2)
        await pilot.press("f1")
        await until(pilot, lambda: app.screen is not app.work)
        assert "w  " in app.screen.query_one("#help").text

    at_work(story)


def test_the_keys_of_the_prompt_and_of_the_reason_can_be_changed(
    at_work, research_repo, suggest
):
    place(research_repo, suggest("Name the seeds"))
    (research_repo / ".coresearch.toml").write_text(
        "[interface.keys]\nnewline = 'enter'\nsend = 'ctrl+s'\nkeep = 'ctrl+k'\n"
    )

    async def story(app, pilot):
        assert "Ctrl+s send" in screen_text(app)
        await pilot.press(*"/model", "enter", *"a/b")
        assert work(app).prompt.text == "/model\na/b"
        await pilot.press("ctrl+u", "backspace", "ctrl+s")
        await until(pilot, lambda: "Asked is what runs" in transcript(app))
        await look_at(app, pilot, "Name the seeds")
        await pilot.press("r")
        await until(pilot, lambda: "Ctrl+k: keep it" in screen_text(app))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "keep it" not in screen_text(app))
        assert shown(app) == "Name the seeds"

    at_work(story)


@pytest.mark.slow
def test_the_palette_knows_the_commands(at_work):
    async def story(app, pilot):
        await pilot.press("ctrl+p", *"critique")
        await until(pilot, lambda: "/critique FILE" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: work(app).prompt.text == "/critique ")

    at_work(story)


@pytest.mark.slow
def test_it_opens_as_it_was_left(at_work, research_repo, suggest):
    place(research_repo, suggest("One"), suggest("Two"))

    async def first(app, pilot):
        work(app).inbox.rows.focus()
        await until(pilot, lambda: work(app).inbox.rows.count == 2)
        await pilot.press("j")
        work(app).sending.send("/model some/model")
        app.theme = "coresearch-light"
        await pilot.pause()

    async def second(app, pilot):
        await until(pilot, lambda: work(app).inbox.rows.place == 2)
        assert "Asked is some/model" in work(app).transcript.text

    at_work(first)
    at_work(second)


def test_without_a_repository_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    async def go():
        app = CoresearchApp(None, Settings(), trouble="This is no repository.")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, WelcomeScreen)
            assert "This is no repository." in screen_text(app)
            await pilot.press("d")
            await until(pilot, lambda: app.next_place)
        assert (app.next_place / "plan.md").is_file()

    asyncio.run(go())


@pytest.mark.slow
def test_what_is_to_be_sent_first_is_sent(research_repo, monkeypatch):
    monkeypatch.chdir(research_repo)

    async def go():
        app = CoresearchApp(
            desk_at(research_repo), Settings(), first="/critique plan.md"
        )
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: app.work.inbox.inbox.total)
            await app.work.end("the test is over")

    asyncio.run(go())


def test_the_review_counts_what_was_decided(at_work, research_repo, suggest):
    place(research_repo, suggest("Name the seeds"))

    async def story(app, pilot):
        await pilot.press("f6")
        await until(pilot, lambda: "10 more are needed" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.work)

    at_work(story)


@pytest.mark.slow
def test_the_settings_are_shown_and_opened(at_work, research_repo, monkeypatch):
    (research_repo / ".coresearch.toml").write_text("[critic]\nseeds = 7\n")
    monkeypatch.setenv("EDITOR", "sed -i s/7/0.5/")

    async def story(app, pilot):
        await pilot.press("f7")
        await until(pilot, lambda: app.screen is not app.work and rows(app).count > 10)
        await pilot.press("slash", *"repeats", "enter")
        await until(pilot, lambda: rows(app).count == 1)
        await until(pilot, lambda: "seeds = 7" in screen_text(app))
        assert ".coresearch.toml: [critic] seeds" in screen_text(app)
        await pilot.press("e")
        told = lambda: [note.message for note in app._notifications]  # noqa: E731
        await until(pilot, lambda: any("a whole number" in one for one in told()))

    at_work(story)


@pytest.mark.slow
def test_what_is_made_of_a_review_is_kept(at_work, research_repo, suggest, monkeypatch):
    place(research_repo, suggest("Name the seeds"))
    monkeypatch.setenv("EDITOR", "sh -c 'echo Goal: read every diff >> \"$0\"'")
    monkeypatch.delenv("VISUAL", raising=False)

    async def story(app, pilot):
        await pilot.press("f6")
        await until(pilot, lambda: "waiting" in screen_text(app))
        await pilot.press("e")
        await until(pilot, lambda: "read every diff" in screen_text(app))

    at_work(story)
    with open_project(research_repo) as project:
        last = last_reflection(project.journal)
    assert last is not None
    assert last.goal == "read every diff"
