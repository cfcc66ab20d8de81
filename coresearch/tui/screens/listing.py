"""A list with a filter above it, and the page of the row that is marked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Input, Static

from coresearch.core.errors import BadInput, CoresearchError
from coresearch.tui.desk import told
from coresearch.tui.ink import Ink, line, wrap
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.widgets.page import Block, Page
from coresearch.tui.widgets.rows import Row, Rows
from coresearch.tui.widgets.status import Status

PAGE = 200
"""Rows that are asked for at once."""
_MOMENT = 0.1
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the line above the list asks for."""

    words: str = ""
    terms: dict[str, str] = field(default_factory=dict)
    """Such as `state` in `state:rejected`."""
    idle: Sequence[str] = ()
    """Names of terms that do not count, since there are words."""


def wanted_in(text: str, known: Sequence[str], beside_words: Sequence[str]) -> Wanted:
    """The words of a filter, and of the `known` terms those that count.

    Raises:
        BadInput: a term that there is not.
    """
    words: list[str] = []
    terms: dict[str, str] = {}
    for word in text.split():
        name, colon, value = word.partition(":")
        if colon and name.isalpha():
            if name not in known:
                raise BadInput(f"There is no {name}: there are {', '.join(known)}.")
            if value:
                terms[name] = value
        else:
            words.append(word)
    idle = [name for name in terms if words and name not in beside_words]
    counting = {name: value for name, value in terms.items() if name not in idle}
    return Wanted(" ".join(words), counting, idle)


class Listing(Protocol):
    """What a list is about."""

    title: str
    help: str
    """What the filter takes."""
    terms: Sequence[str]
    beside_words: Sequence[str]
    """Those of its terms that count where words are looked for."""
    nothing: str
    """What is said where nothing fits."""

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """A page of rows from `offset` on."""

    async def whole(self, id: str) -> Sequence[Block]:
        """The page of one row."""


class ListScreen(Screen[None]):
    """A filter, rows and a page."""

    BINDINGS = bindings(Place.FILTERED)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    AUTO_FOCUS = "Rows"

    rows = getters.query_one(Rows)
    page = getters.query_one(Page)

    def __init__(
        self, listing: Listing, changed_keys: Mapping[str, str], words: str = ""
    ) -> None:
        """Show `listing`, of which at first only what `words` ask for."""
        super().__init__()
        self.listing = listing
        self._changed_keys = changed_keys
        self._asked = words
        self._is_at_end = False
        self._is_reading = False
        self._is_outdated = True
        """Whether there is something else to be read from the beginning."""
        self._first: asyncio.Future[list[Row]] | None
        self._first = asyncio.ensure_future(self._find(0))

    async def prepare(self) -> None:
        """Wait for the first page, so that the screen is made with it.

        But not long: what takes its time is read while the screen is there.
        """
        if self._first is not None:
            await asyncio.wait({self._first}, timeout=_MOMENT)

    def compose(self) -> ComposeResult:
        yield Static(self.listing.title, classes="heading", markup=False)
        line = Input(
            self._asked, placeholder=self.listing.help, id="filter", compact=True
        )
        line.cursor_blink = False  # nothing is drawn while nothing goes on
        yield line
        yield Static(id="filter-note", markup=False)
        with Container(classes="list-body"):
            yield Rows()
            yield Page()
        yield Status()

    def on_mount(self) -> None:
        self._say_hints()
        self._read()

    # -- reading ----------------------------------------------------------------------

    @on(Input.Changed, "#filter")
    def _filter(self, changed: Input.Changed) -> None:
        if changed.value != self._asked:
            self._asked = changed.value
            self._read_anew()

    @on(Input.Submitted, "#filter")
    def _to_rows(self) -> None:
        self.rows.focus()

    @property
    def _wanted(self) -> Wanted:
        return wanted_in(self._asked, self.listing.terms, self.listing.beside_words)

    async def _find(self, offset: int) -> list[Row]:
        return await self.listing.find(self._wanted, offset)

    def _read_anew(self) -> None:
        """Read the first page of what the filter asks for."""
        self._is_outdated = True
        if not self._is_reading:
            self._read()

    @work
    async def _read(self) -> None:
        """Read the first page, and again when meanwhile something else is asked for.

        Never two at a time: the one that is not wanted any more would slow the other.
        """
        self._is_reading = True
        try:
            while self._is_outdated and not self._is_closing:
                self._is_outdated = False
                await self._read_first()
        finally:
            self._is_reading = False

    async def _read_first(self) -> None:
        reading, self._first = self._first or self._find(0), None
        try:
            found = await reading
            idle = self._wanted.idle
        except CoresearchError as fault:
            self._say(told(fault))
            return
        if self._is_closing or self._is_outdated:
            return
        self._is_at_end = len(found) < PAGE
        self.rows.replace(found)
        self.rows.action_first()
        self._say_count()
        self._say_idle(idle)
        if not found:
            self._say(self.listing.nothing)
        self.show_marked()

    def show_marked(self) -> None:
        """Show the marked one, as it is now; nothing if none is."""
        if self.rows.marked:
            self.show(self.rows.marked)

    @on(Rows.EndNear)
    @work(group="more")
    async def _read_more(self) -> None:
        if self._is_at_end or self._is_reading or not self.rows.count:
            return
        self._is_reading = True
        try:
            found = await self._find(self.rows.count)
            if not (self._is_closing or self._is_outdated):
                self._is_at_end = len(found) < PAGE
                self.rows.extend(found)
                self._say_count()
        except CoresearchError as fault:
            self._say(told(fault))
        finally:
            self._is_reading = False
        if self._is_outdated:
            self._read()

    @on(Rows.Marked)
    def _mark(self, message: Rows.Marked) -> None:
        if message.id is not None:
            self.show(message.id)

    @work(group="page", exclusive=True)
    async def show(self, id: str) -> None:
        """Show the page of a row, if it is still the one that is marked."""
        try:
            blocks = await self.listing.whole(id)
        except CoresearchError as fault:
            self._say(told(fault))
            return
        if not self._is_closing and self.rows.marked == id:
            self.page.replace(blocks)

    @property
    def _is_closing(self) -> bool:
        """Whether its parts are away already, while something was waited for."""
        return not self.query(Rows)

    def _say(self, text: str) -> None:
        if self._is_closing:
            return
        self.page.replace([lambda width: wrap(line((text, Ink.MEDIUM)), width)])

    def _say_idle(self, names: Sequence[str]) -> None:
        said = ""
        if names:
            listed = " and ".join(f"{name}:" for name in names)
            said = f"Beside words, {listed} is not looked at."
        self.query_one("#filter-note", Static).update(said)

    def _say_count(self) -> None:
        more = "" if self._is_at_end else " or more"
        self.query_one(Status).facts = [f"{self.rows.count}{more}"]

    def _say_hints(self) -> None:
        self.query_one(Status).hints = [
            *hints(Place.FILTERED, self._changed_keys),
            *self.own_hints(),
            ("?", "keys"),
        ]

    def own_hints(self) -> list[tuple[str, str]]:
        """Keys of this screen alone."""
        return []

    # -- going about ------------------------------------------------------------------

    def action_filter(self) -> None:
        """To the line above."""
        self.query_one(Input).focus()

    def action_read(self) -> None:
        """To the page and back."""
        (self.page if self.rows.has_focus else self.rows).focus()

    async def action_back(self) -> None:
        """From the page to the list, and from there to the work screen."""
        if self.rows.has_focus:
            await self.app.run_action("app.work")
        else:
            self.rows.focus()

    def on_rows_chosen(self, event: events.Event) -> None:
        self.page.focus()
