"""The review: what the journal teaches, as `coresearch review` says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from coresearch.core.errors import CoresearchError
from coresearch.review.lines import Tone, lines
from coresearch.tui.desk import Desk, told
from coresearch.tui.ink import Ink, Line, line, wrap
from coresearch.tui.keys import Place, bindings
from coresearch.tui.story import blocks_of
from coresearch.tui.widgets.page import Page
from coresearch.tui.widgets.status import Status

if TYPE_CHECKING:
    from coresearch.workbench.review import Taught


class ReviewScreen(Screen[None]):
    """A page."""

    BINDINGS = bindings(Place.REVIEW)
    AUTO_FOCUS = "Page"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Static("Review", classes="heading", markup=False)
        yield Page(id="review")
        yield Status()

    def on_mount(self) -> None:
        self.query_one(Status).hints = (("Esc", "back"), ("?", "keys"))
        self._read()

    @work
    async def _read(self) -> None:
        from coresearch.workbench.review import review

        page = self.query_one(Page)
        if not self._desk.has_journal:
            page.replace(blocks_of("note", "Nothing is on record here yet."))
            return
        try:
            found = await self._desk.do(review)
        except CoresearchError as fault:
            page.replace(blocks_of("fault", told(fault)))
            return
        page.replace([lambda width: list(_lines(found, width))])


_INKS = {Tone.TEXT: Ink.TEXT, Tone.STRONG: Ink.HEADING, Tone.QUIET: Ink.QUIET}


def _lines(found: Taught, width: int) -> Iterator[Line]:
    for one in lines(found.report, found.counts, width):
        told = line((one.text, _INKS[one.tone]))
        head = line(one.indent)
        if one.is_table:
            yield (*head, *told)
        else:
            yield from wrap(told, width, head, head)
