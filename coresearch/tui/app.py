"""The application: screens, keys that count everywhere, themes, and the end."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen

from coresearch.tui.desk import Desk
from coresearch.tui.keys import KEYS, Place, bindings, shown
from coresearch.tui.screens.work import WorkScreen
from coresearch.tui.themes import DEFAULT, THEMES
from coresearch.tui.view import Keystrokes, Patience

if TYPE_CHECKING:
    from coresearch.config import Settings


class CoresearchApp(App[int]):
    """coresearch in a terminal."""

    TITLE = "coresearch"
    CSS_PATH = "coresearch.tcss"
    BINDINGS = bindings(Place.ANYWHERE)
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        desk: Desk | None,
        settings: Settings,
        *,
        trouble: str = "",
        theme: str = "",
        patience: Patience | None = None,
    ) -> None:
        """At work on `desk`; without one `trouble` says why there is none."""
        super().__init__()
        self.desk = desk
        self.settings = settings
        self._trouble = trouble
        self._patience = patience or Patience()
        self.keystrokes = Keystrokes()
        self._writer = ThreadPoolExecutor(1, "writer")
        for one in THEMES:
            self.register_theme(one)
        wanted = theme or settings.interface.theme
        self.theme = wanted if wanted in self.available_themes else DEFAULT

    def get_default_screen(self) -> Screen[None]:
        if self.desk is None:
            from coresearch.tui.screens.welcome import WelcomeScreen

            return WelcomeScreen(self._trouble)
        return WorkScreen(self.desk, self.settings, self.keystrokes, self._patience)

    def on_mount(self) -> None:
        if self.settings.interface.keys:
            self.set_keymap(dict(self.settings.interface.keys))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with suppress(RuntimeError, ValueError):  # not in the main thread, in tests
                loop.add_signal_handler(number, self._be_asked_to_end, number)

    @property
    def work(self) -> WorkScreen | None:
        """The work screen."""
        found = [one for one in self.screen_stack if isinstance(one, WorkScreen)]
        return found[0] if found else None

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.keystrokes.note(event.time)
        await super().on_event(event)

    # -- screens ----------------------------------------------------------------------

    async def action_work(self) -> None:
        """To the work screen."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def action_help(self) -> None:
        """All keys, and away again."""
        from coresearch.tui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            await self.pop_screen()
        else:
            await self.push_screen(HelpScreen(self.settings.interface.keys))

    async def obey(self, command: str, rest: str) -> None:
        """A command that is about the application."""
        match command:
            case "help":
                await self.action_help()
            case "quit":
                await self.action_quit()
            case "demo":
                self.run_worker(self.begin_demo(rest or "label-noise"))

    async def begin_demo(self, name: str) -> None:
        """Make a scratch repository from an example, and go to work there."""
        from coresearch.core.errors import CoresearchError
        from coresearch.tui.desk import told
        from coresearch.workbench.demo import make_scratch_repository

        try:
            place = await asyncio.to_thread(make_scratch_repository, name, None)
        except CoresearchError as fault:
            self.notify(told(fault), severity="warning", markup=False)
            return
        await self.go_to(place)
        if self.work is not None:
            self.work.send("/critique plan.md")

    async def go_to(self, place: Path) -> None:
        """Work in another repository from now on."""
        from coresearch.tui.start import desk_at

        if self.work is not None:
            await self.work.end("coresearch went to another repository.")
        os.chdir(place)
        self.desk = await asyncio.to_thread(desk_at, place)
        await self.action_work()
        screen = WorkScreen(self.desk, self.settings, self.keystrokes, self._patience)
        await self.switch_screen(screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what keys do anywhere, what can be sent, and the themes."""
        from coresearch.tui.commands import COMMANDS

        changed = self.settings.interface.keys
        for key in KEYS:
            if key.place is Place.ANYWHERE and key.id != "palette":
                title = f"{key.label.capitalize()}  {shown(key, changed)}"
                yield SystemCommand(title, key.help, self._action(key.action))
        for command in COMMANDS:
            title = f"/{command.name} {command.usage}".strip()
            yield SystemCommand(title, command.help, self._begin(command.name))
        for theme in THEMES:
            wear = self._wear(theme.name)
            yield SystemCommand(f"Theme {theme.name}", "How it looks", wear)
        yield SystemCommand("Theme …", "Choose among all", self.action_change_theme)

    def _action(self, action: str) -> Callable[[], object]:
        return lambda: self.call_later(self.run_action, action)

    def _begin(self, command: str) -> Callable[[], object]:
        async def begin() -> None:
            await self.action_work()
            if self.work is not None:
                self.work.prompt.put(f"/{command} ")
                self.work.prompt.focus()

        return lambda: self.call_later(begin)

    def _wear(self, theme: str) -> Callable[[], object]:
        return lambda: setattr(self, "theme", theme)

    # -- the end ----------------------------------------------------------------------

    def in_order(self, write: Callable[[], None]) -> None:
        """Write something beside the event loop; one after the other."""
        self._writer.submit(write)

    async def action_quit(self) -> None:
        """Leave; what runs is ended, and what came of it is on record."""
        await self._end("coresearch was left.")

    def _be_asked_to_end(self, number: signal.Signals) -> None:
        note = f"coresearch was asked to end ({signal.Signals(number).name})."
        self.call_later(self._end, note)

    async def _end(self, note: str) -> None:
        if self.work is not None:
            await self.work.end(note)
        self._writer.shutdown()
        self.exit(0)
