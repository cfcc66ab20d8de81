"""The application: screens, keys that count everywhere, themes, and the end."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, SystemCommand
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from coresearch.core.errors import CoresearchError
from coresearch.tui.desk import Desk, told
from coresearch.tui.ink import Ink
from coresearch.tui.keys import Place, bindings
from coresearch.tui.screens.work import WorkScreen
from coresearch.tui.themes import DEFAULT, THEMES
from coresearch.tui.turns import Turns
from coresearch.tui.view import Keystrokes

if TYPE_CHECKING:
    from textual.driver import Driver

    from coresearch.config import Settings
    from coresearch.tui.jobs.mailbox import Job
    from coresearch.tui.screens.listing import Listing, ListScreen

_THEMES = {**BUILTIN_THEMES, **{theme.name: theme for theme in THEMES}}


class CoresearchApp(App[int]):
    """coresearch in a terminal."""

    TITLE = "coresearch"
    CSS_PATH = "coresearch.tcss"
    COMPONENT_CLASSES = {f"ink--{ink}" for ink in Ink}
    BINDINGS = bindings(Place.ANYWHERE)
    ENABLE_COMMAND_PALETTE = True

    theme: Reactive[str] = Reactive(Initialize(attrgetter("first_theme")))
    # It is there from the start: for one that is set later Textual reads its style
    # sheets a second time.

    def __init__(
        self,
        desk: Desk | None,
        settings: Settings,
        *,
        trouble: str = "",
        theme: str = "",
        first: str = "",
        keystrokes: Keystrokes | None = None,
    ) -> None:
        """At work on `desk`; without one `trouble` says why there is none.

        `first` is sent as if the person had written it.
        """
        wanted = theme or settings.interface.theme
        self.first_theme = wanted if wanted in self.available_themes else DEFAULT
        super().__init__()
        self.desk = desk
        self.settings = settings
        self._trouble = trouble
        self._first = first
        self.next_place: Path | None = None
        """Where to go on when this has ended."""
        self.keystrokes = keystrokes or Keystrokes()
        self._turns = Turns(self, self._deal_with)
        self._writer = ThreadPoolExecutor(1, "writer")

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours, and those of Textual."""
        return _THEMES

    def get_driver_class(self) -> type[Driver]:
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":  # a browser, or another system
            return found
        from coresearch.tui.driver import Terminal

        return Terminal

    def get_default_screen(self) -> Screen[None]:
        if self.desk is None:
            from coresearch.tui.screens.welcome import WelcomeScreen

            return WelcomeScreen(self._trouble)
        return WorkScreen(self.desk, self.settings, self.keystrokes, self._first)

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
        is_key = isinstance(event, (events.Key, events.Paste))
        if is_key and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    async def _deal_with(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self.keystrokes.note(event)
        await super().on_event(event)

    def let_keys_in(self) -> None:
        """There is somebody to take them: also those that were pressed before."""
        self._turns.begin()

    # -- screens ----------------------------------------------------------------------

    async def action_work(self) -> None:
        """To the work screen."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def _show_list(
        self, listing: Listing, words: str = "", *, kind: type[ListScreen] | None = None
    ) -> None:
        """Show a list in front of the work screen."""
        from coresearch.tui.screens.listing import ListScreen

        is_shown = isinstance(self.screen, ListScreen) and type(
            self.screen.listing
        ) is type(listing)
        if is_shown and not words:
            return
        await self.action_work()
        keys = self.settings.interface.keys
        shown = (kind or ListScreen)(listing, keys, words)
        await shown.prepare()
        await self.push_screen(shown)

    async def action_journal(self, words: str = "") -> None:
        """What is on record."""
        from coresearch.tui.screens.journal import Journal

        if self.desk is not None:
            await self._show_list(Journal(self.desk), words)

    async def action_runs(self) -> None:
        """What ran."""
        from coresearch.tui.screens.runs import Runs, RunsScreen

        if self.desk is not None:
            await self._show_list(Runs(self.desk), kind=RunsScreen)

    async def action_sweeps(self, words: str = "") -> None:
        """How far sweeps are."""
        from coresearch.tui.screens.sweeps import Sweeps, SweepsScreen

        if self.desk is not None:
            await self._show_list(Sweeps(self.desk), words, kind=SweepsScreen)

    async def action_panels(self, words: str = "") -> None:
        """Questions to several voices; `Which? | a | b` is opened first."""
        from coresearch.tui.screens.panel_list import Panels
        from coresearch.tui.screens.panels import PanelsScreen

        if self.desk is None:
            return
        panels = Panels(self.desk)
        if "|" in words:
            fault, words = await panels.open(words), ""
            if fault and self.work is not None:
                self.work.transcript.say("fault", fault)
                return
        await self._show_list(panels, words, kind=PanelsScreen)

    async def begin(self, said: str, job: Job) -> None:
        """A job on the work screen, as if the person had sent it from there."""
        await self.action_work()
        if self.work is not None:
            self.work.transcript.say("asked", said)
            self.work.sending.start(job)

    async def diagnose(self, run: str) -> None:
        """Say on the work screen what the failure of a run means, or the last one."""
        await self.action_work()
        if self.work is not None:
            self.work.sending.send(f"/diagnose {run}".strip())

    async def action_diagnose_last(self) -> None:
        """Say what the last failure means."""
        if self.desk is not None:
            await self.diagnose("")

    async def action_rules(self) -> None:
        """What the critic asks."""
        from coresearch.tui.screens.rules import Rules

        await self._show_list(Rules())

    async def action_review(self) -> None:
        """What became of what was suggested."""
        from coresearch.tui.screens.review import ReviewScreen

        if self.desk is not None and not isinstance(self.screen, ReviewScreen):
            await self.action_work()
            keys = self.settings.interface.keys
            await self.push_screen(ReviewScreen(self.desk, keys))

    async def action_due(self) -> None:
        """Predictions that are due, one key each."""
        from coresearch.tui.screens.due import DueScreen
        from coresearch.workbench.predictions import due_now

        if self.desk is None or self.work is None or not self.desk.has_journal:
            return
        if isinstance(self.screen, DueScreen):
            return
        await self.action_work()
        try:
            rows = await self.desk.do(due_now)
        except CoresearchError as fault:
            self.work.transcript.say("fault", told(fault))
            return
        resolve = self.work.decisions.resolve
        if rows:
            await self.push_screen(DueScreen(rows, self.keystrokes, resolve))
        else:
            self.work.transcript.say("note", "No prediction is due.", keep=False)

    async def action_probe(self) -> None:
        """Five short items without the assistant, on the terminal itself."""
        from coresearch.tui.editor import probe

        await self.action_work()
        if self.work is not None:
            await probe(self.work)

    async def action_settings(self) -> None:
        """What is set."""
        from coresearch.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            await self.action_work()
            root = self.desk.root if self.desk else None
            keys = self.settings.interface.keys
            await self.push_screen(SettingsScreen(self.settings, root, keys))

    async def rerun(self, run: str, *, is_mended: bool = False) -> None:
        """Run something again: with its exact files, or with those of now."""
        from coresearch.tui.orders import rerun, run_mended

        if self.desk is not None:
            how = "again" if is_mended else "again, with its exact files"
            job = (run_mended if is_mended else rerun)(self.desk, self.settings, run)
            await self.begin(f"run {run[:7]} {how}", job)

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
            case "journal":
                await self.action_journal(rest)
            case "runs":
                await self.action_runs()
            case "sweeps":
                await self.action_sweeps(rest)
            case "panel":
                await self.action_panels(rest)
            case "rules":
                await self.action_rules()
            case "review" | "settings" | "due" | "probe":
                await self.run_action(command)
            case "demo":
                self.run_worker(self.begin_demo(rest or "label-noise"))

    async def begin_demo(self, name: str) -> None:
        """Make a scratch repository from an example, and go on there."""
        from coresearch.workbench.demo import make_scratch_repository

        try:
            place = await asyncio.to_thread(make_scratch_repository, name, None)
        except CoresearchError as fault:
            self.notify(told(fault), severity="warning", markup=False)
            return
        self.next_place = place
        await self._end("coresearch went to another repository.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from coresearch.tui.palette import entries

        return entries(self, screen)

    # -- the end ----------------------------------------------------------------------

    def in_order(self, write: Callable[[], None]) -> None:
        """Write something beside the event loop; one after the other."""
        self._writer.submit(write)

    async def action_quit(self) -> None:
        """Leave; what runs is ended, and what came of it is on record."""
        await self._end("coresearch was left.")

    def _be_asked_to_end(self, number: signal.Signals) -> None:
        note = f"coresearch was asked to end ({signal.Signals(number).name})."
        if number is signal.SIGHUP:
            self.run_worker(self._end_without_terminal(note), exit_on_error=False)
        else:
            self.call_later(self._end, note)

    async def _end_without_terminal(self, note: str) -> None:
        """The terminal is gone: Textual would wait for it to take what is written."""
        try:
            if self.work is not None:
                await self.work.end(note)
            self._writer.shutdown()
        finally:
            os._exit(128 + signal.SIGHUP)

    async def _end(self, note: str) -> None:
        if self.work is not None:
            await self.work.end(note)
        self._writer.shutdown()
        self.exit(0)
