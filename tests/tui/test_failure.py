"""From a run that fails to one that does not, by keys alone."""

from __future__ import annotations

import pytest

from tests.tui.conftest import look_at, screen_text, transcript, until, work
from tests.tui.test_prompt import send

TYPO = "seeds = [1, 2]\nprint('seeds', len(sedes))\n"


@pytest.mark.slow
def test_a_failure_is_diagnosed_mended_and_run_again(at_work, research_repo):
    (research_repo / "count.py").write_text(TYPO)

    async def story(app, pilot):
        await send(app, pilot, "/run count.py ")
        await until(pilot, lambda: "F10 says what that means" in transcript(app))
        await pilot.press("f10")
        await until(pilot, lambda: "An edit of it waits" in transcript(app))
        # What was asked for is looked at, though the inbox had something in it.
        await look_at(app, pilot, "A name is misspelt or not defined")
        await pilot.press("a")
        await until(pilot, lambda: "1 file changed" in screen_text(app))
        await pilot.press("f4")
        await until(pilot, lambda: app.screen is not app.work)
        await until(pilot, lambda: "count.py" in screen_text(app))
        await pilot.press("r")
        await until(pilot, lambda: "seeds 2" in transcript(app))
        await until(pilot, lambda: "succeeded" in transcript(app))

    at_work(story, size=(80, 24))
    assert "len(seeds)" in (research_repo / "count.py").read_text()


@pytest.mark.slow
def test_enter_sends_where_nothing_was_begun_that_it_could_complete(at_work):
    async def story(app, pilot):
        work(app).prompt.put("/critique plan.md ")
        await until(pilot, lambda: work(app).query_one("#completions").display)
        await pilot.press("enter")
        await until(pilot, lambda: "✓ plan.md" in transcript(app))
        work(app).prompt.put("/critique ")
        await until(pilot, lambda: work(app).query_one("#completions").display)
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: work(app).prompt.text == "/critique plan.md ")

    at_work(story)
