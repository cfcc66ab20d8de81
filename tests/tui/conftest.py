"""The interface on a terminal of the tests' own, with Textual's pilot at the keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coresearch.config import read_settings
from coresearch.tui.app import CoresearchApp
from coresearch.tui.screens.work import WorkScreen
from coresearch.tui.start import desk_at
from coresearch.tui.view import Patience
from tests.cli.conftest import unchanged

__all__ = ["unchanged"]

HURRIED = Patience(grace=0.05, burst=0.001)
"""So that tests need not wait like people; some wait all the same."""

Story = Callable[[CoresearchApp, Pilot[int]], Awaitable[None]]
AtWork = Callable[..., None]


@pytest.fixture
def at_work(research_repo, monkeypatch) -> AtWork:
    """`at_work(story)`: the interface in the repository, and a person who uses it."""
    monkeypatch.setenv("COLORTERM", "truecolor")

    def use(
        story: Story,
        *,
        size: tuple[int, int] = (120, 40),
        patience: Patience = HURRIED,
        folder: Path = research_repo,
    ) -> None:
        monkeypatch.chdir(folder)

        async def go() -> None:
            app = CoresearchApp(
                desk_at(folder), read_settings(folder), patience=patience
            )
            async with app.run_test(size=size) as pilot:
                try:
                    await until(pilot, lambda: app.work.is_ready)
                    await story(app, pilot)
                finally:
                    await app.work.end("the test is over")

        asyncio.run(go())

    return use


async def until(
    pilot: Pilot[int], holds: Callable[[], object], most: float = 10
) -> None:
    """Wait until something holds."""
    end = time.monotonic() + most
    while not holds():
        assert time.monotonic() < end, screen_text(pilot.app)
        await pilot.pause(0.01)


def work(app: CoresearchApp) -> WorkScreen:
    """The work screen."""
    found = app.work
    assert found is not None
    return found


def shown(app: CoresearchApp) -> str:
    """The title of what is looked at, or nothing."""
    one = work(app).inbox.shown
    return one.suggestion.title if one else ""


async def look_at(app: CoresearchApp, pilot: Pilot[int], title: str) -> None:
    """Go to the inbox, and wait until this can be decided."""
    work(app).inbox.rows.focus()
    await until(pilot, lambda: shown(app) == title)
    await until(pilot, lambda: work(app).inbox.seconds > 0.06)


def transcript(app: CoresearchApp) -> str:
    """All that the transcript says, without where its lines break."""
    return " ".join(work(app).transcript.text.split())


def screen_text(app: CoresearchApp) -> str:
    """What is on the screen, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    del width, height
    return "\n".join(strip.text for strip in lines)
