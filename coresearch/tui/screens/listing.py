"""A list with a filter above it, and the page of the row that is marked."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the line above the list asks for."""

    words: str = ""
    terms: dict[str, str] = field(default_factory=dict)
    """Such as `state` in `state:rejected`."""


def wanted_in(text: str, known: Sequence[str]) -> Wanted:
    """The words and the terms of a filter.

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
    return Wanted(" ".join(words), terms)


class Listing(Protocol):
    """What a list is about."""

    title: str
    help: str
    """What the filter takes."""
    terms: Sequence[str]
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
        self._words = words
        self._is_at_end = False
        self._is_reading = False

    def compose(self) -> ComposeResult:
        yield Static(self.listing.title, classes="heading", markup=False)
        yield Input(
            self._words, placeholder=self.listing.help, id="filter", compact=True
        )
        with Container(classes="list-body"):
            yield Rows()
            yield Page()
        yield Status()

    def on_mount(self) -> None:
        self._say_hints()
        self._read_anew()

    # -- reading ----------------------------------------------------------------------

    @on(Input.Changed, "#filter")
    def _filter(self) -> None:
        self._read_anew()

    @on(Input.Submitted, "#filter")
    def _to_rows(self) -> None:
        self.rows.focus()

    @work(group="rows", exclusive=True)
    async def _read_anew(self) -> None:
        """Read the first page of what the filter asks for."""
        try:
            wanted = wanted_in(self.query_one(Input).value, self.listing.terms)
            found = await self.listing.find(wanted, 0)
        except CoresearchError as fault:
            self._say(told(fault))
            return
        if self._is_closing:
            return
        self._is_at_end = len(found) < PAGE
        self.rows.replace(found)
        self.rows.action_first()
        self._say_count()
        if not found:
            self._say(self.listing.nothing)
        self.show_marked()

    def show_marked(self) -> None:
        """Show the marked one, as it is now; nothing if none is."""
        if self.rows.marked:
            self.show(self.rows.marked)

    @on(Rows.EndNear)
    @work(group="more", exclusive=True)
    async def _read_more(self) -> None:
        if self._is_at_end or self._is_reading or not self.rows.count:
            return
        self._is_reading = True
        try:
            wanted = wanted_in(self.query_one(Input).value, self.listing.terms)
            found = await self.listing.find(wanted, self.rows.count)
            if self._is_closing:
                return
            self._is_at_end = len(found) < PAGE
            self.rows.extend(found)
            self._say_count()
        except CoresearchError as fault:
            self._say(told(fault))
        finally:
            self._is_reading = False

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
