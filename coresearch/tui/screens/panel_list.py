"""Questions to several voices, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from coresearch.core.errors import CoresearchError
from coresearch.core.text import counted, one_line
from coresearch.tui import panelling
from coresearch.tui.desk import Desk, told
from coresearch.tui.ink import Ink, Line, fit, line
from coresearch.tui.screens.listing import Wanted
from coresearch.tui.story import blocks_of
from coresearch.tui.widgets.page import Block
from coresearch.tui.widgets.rows import Row

if TYPE_CHECKING:
    from coresearch.workbench.panel.standing import Standing


class Panels:
    """Questions to several voices, as a list."""

    title = "Panels"
    help = "words of a question"
    terms: Sequence[str] = ()
    beside_words: Sequence[str] = ()
    nothing = "No panel yet, or none that fits. n puts a question to several voices."

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def find(self, wanted: Wanted, offset: int) -> list[Row]:
        """Panels, the newest first; all of them at once."""
        if offset or not self.desk.has_journal:
            return []
        found = await self.desk.do(panelling.all_standing)
        asked = wanted.words.casefold()
        return [
            Row(one.id, partial(_row_line, one))
            for one in found
            if asked in one.panel.question.casefold() or one.id.startswith(asked)
        ]

    async def whole(self, id: str) -> Sequence[Block]:
        """One panel, as far as the person may see it."""
        from coresearch.tui.markdown import load_parser

        load_parser()
        return blocks_of("reply", await self.desk.do(partial(panelling.page_of, id)))

    async def open(self, words: str) -> str:
        """Put `Which? | one | two` on record; what is wrong with it, or nothing."""
        question, *options = words.split("|")
        return await self.open_panel(question, options, "")

    async def open_panel(
        self, question: str, options: Sequence[str], blind_until: str
    ) -> str:
        """The same of what a form has."""
        try:
            await self.desk.do(
                partial(panelling.opened, question, options, blind_until)
            )
        except CoresearchError as fault:
            return told(fault)
        return ""


def _row_line(found: Standing, width: int) -> Line:
    spoke = len(found.counted) + found.hidden
    own = "" if found.own else "yours is missing  "
    room = max(width - 21 - len(own), 8)
    return line(
        (f"{found.at[:10]}  ", Ink.QUIET),
        (f"{counted(spoke, 'view'):9}", Ink.TEXT),
        (own, Ink.ACCENT),
        fit(one_line(found.panel.question), room),
    )
