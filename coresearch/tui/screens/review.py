"""The review: what the journal teaches, as `coresearch review` says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from coresearch.core.errors import CoresearchError
from coresearch.review.lines import Tone, lines
from coresearch.tui.desk import Desk, told
from coresearch.tui.ink import Ink, Line, line, wrap
from coresearch.tui.keys import Place, bindings, hints
from coresearch.tui.story import blocks_of
from coresearch.tui.widgets.page import Page
from coresearch.tui.widgets.status import Status

if TYPE_CHECKING:
    from coresearch.workbench.review import Taught


class ReviewScreen(Screen[None]):
    """A page."""

    BINDINGS = bindings(Place.REVIEW)
    AUTO_FOCUS = "Page"

    def __init__(self, desk: Desk, keys: Mapping[str, str]) -> None:
        """Of `desk`; `keys` are those that the settings have changed."""
        super().__init__()
        self._desk = desk
        self._keys = keys
        self._found: Taught | None = None

    def compose(self) -> ComposeResult:
        yield Static("Review", classes="heading", markup=False)
        yield Page(id="review")
        yield Status()

    def on_mount(self) -> None:
        self.query_one(Status).hints = (
            *hints(Place.REVIEW, self._keys),
            ("Esc", "back"),
            ("?", "keys"),
        )
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
        self._found = found
        page.replace([lambda width: list(_lines(found, width))])

    @work
    async def action_reflect(self) -> None:
        """Take down what the person makes of it."""
        from coresearch.tui.editor import outside
        from coresearch.workbench import reflecting

        if self._found is None:
            return
        report, written = self._found.report, list[reflecting.Reflection]()
        try:
            outside(self.app, lambda: written.append(reflecting.written(report)))
            if written[0].is_empty:
                said = "Nothing was written, and nothing is kept."
            else:
                said = "It is in your journal."
                await self._desk.do(
                    lambda project: reflecting.keep(project, report, written[0])
                )
        except CoresearchError as fault:
            said = told(fault)
        self.notify(said, markup=False, timeout=4)
        self._read()


_INKS = {Tone.TEXT: Ink.TEXT, Tone.STRONG: Ink.HEADING, Tone.QUIET: Ink.QUIET}


def _lines(found: Taught, width: int) -> Iterator[Line]:
    for one in lines(found.report, found.counts, width):
        told = line((one.text, _INKS[one.tone]))
        head = line(one.indent)
        if one.is_table:
            yield (*head, *told)
        else:
            yield from wrap(told, width, head, head)
