"""The interface on a terminal of the tests' own, with Textual's pilot at the keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partialmethod
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from coresearch.config import read_settings
from coresearch.tui.app import CoresearchApp
from coresearch.tui.jobs.mailbox import Item, Mailbox
from coresearch.tui.screens.work import WorkScreen
from coresearch.tui.start import desk_at
from coresearch.tui.view import Clock, Keystrokes
from tests.cli.conftest import unchanged

__all__ = ["unchanged"]


class ByHand(Clock):
    """A clock that only a test moves on, so that no machine is too slow for it."""

    def __init__(self, between: float = 1.0) -> None:
        """Between two keys pass so many seconds."""
        self.between = between
        self._now = 1000.0
        self._later: list[tuple[float, Callable[[], None]]] = []

    def now(self) -> float:
        return self._now

    def pressed(self, key: events.Key) -> float:
        self.go_on(self.between)
        return self._now

    def after(self, widget: Widget, seconds: float, do: Callable[[], None]) -> None:
        if self.between > seconds:  # nothing else comes in so short a time
            widget.app.call_later(do)
        else:
            self._later.append((self._now + seconds, do))

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        due = [do for at, do in self._later if at <= self._now]
        self._later = [one for one in self._later if one[0] > self._now]
        for do in due:
            do()


_PATIENCE = 300.0
"""Seconds."""
Story = Callable[[CoresearchApp, Pilot[int]], Awaitable[None]]
AtWork = Callable[..., None]


@pytest.fixture
def at_work(research_repo, monkeypatch) -> AtWork:
    """`at_work(story)`: the interface in the repository, and a person who uses it."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    # Textual gives up after 30 seconds, which a machine that is full of work takes.
    patient = partialmethod(Pilot._wait_for_screen, timeout=_PATIENCE)
    monkeypatch.setattr(Pilot, "_wait_for_screen", patient)

    def use(
        story: Story,
        *,
        size: tuple[int, int] = (120, 40),
        clock: ByHand | None = None,
        folder: Path = research_repo,
    ) -> None:
        monkeypatch.chdir(folder)

        async def go() -> None:
            app = CoresearchApp(
                desk_at(folder),
                read_settings(folder),
                keystrokes=Keystrokes(clock=clock or ByHand()),
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
    pilot: Pilot[int], holds: Callable[[], object], most: float = 120
) -> None:
    """Wait until something holds."""
    end = time.monotonic() + most
    while not holds():
        assert time.monotonic() < end, screen_text(pilot.app)
        await pilot.pause(0.01)


def taken(mailbox: Mailbox, most: int = 1_000_000) -> list[Item]:
    """All that has come, of a text so many characters at once."""
    return list(iter(lambda: mailbox.take(most), None))


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
    """Go to the inbox, and look at this until it can be decided."""
    work(app).inbox.rows.focus()
    await until(pilot, lambda: shown(app) == title)
    await until(pilot, lambda: in_view(app))
    clock(app).go_on(1)


def in_view(app: CoresearchApp) -> bool:
    """Whether what is looked at is seen."""
    return work(app).inbox.detail.view.is_in_view


def seconds(app: CoresearchApp) -> float:
    """For how long it has been seen."""
    return work(app).inbox.detail.view.seconds


def clock(app: CoresearchApp) -> ByHand:
    """The clock of the test."""
    found = app.keystrokes.clock
    assert isinstance(found, ByHand)
    return found


def transcript(app: CoresearchApp) -> str:
    """All that the transcript says, without where its lines break."""
    return " ".join(work(app).transcript.text.split())


def screen_text(app: CoresearchApp) -> str:
    """What is on the screen, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    del width, height
    return "\n".join(strip.text for strip in lines)
