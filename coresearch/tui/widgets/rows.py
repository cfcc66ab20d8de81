"""A list with a mark on one of its rows; of a long one only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from coresearch.tui.ink import Ink, Line
from coresearch.tui.keys import Place, bindings
from coresearch.tui.widgets.inks import Inks

_MARK, _NO_MARK = "▌", " "
_NEAR_END = 50
"""Rows before the end at which more are asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in a list."""

    id: str
    drawn: Callable[[int], Line]
    """The row in so many cells."""


class Rows(Inks, can_focus=True):
    """Rows, one below the other; the mark goes where the person goes."""

    COMPONENT_CLASSES = {"rows--marked"}
    DEFAULT_CSS = """
    Rows > .rows--marked { background: $foreground 6%; }
    Rows:focus > .rows--marked { background: $accent 18%; }
    """
    BINDINGS = bindings(Place.ROWS)

    class Marked(Message):
        """The mark went to another row, or to none."""

        def __init__(self, rows: Rows, id: str | None) -> None:
            super().__init__()
            self.rows = rows
            self.id = id

        @property
        def control(self) -> Rows:
            return self.rows

    class EndNear(Message):
        """The last rows that there are come into view."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            return self.rows

    class Chosen(Message):
        """The marked row was clicked."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._at = 0

    # -- what it shows ----------------------------------------------------------------

    def replace(self, rows: Sequence[Row], mark: str | None = None) -> None:
        """Show these rows; the mark stays with its row, or else with its place."""
        before = self.marked
        self._rows = list(rows)
        self._places = {row.id: number for number, row in enumerate(self._rows)}
        at = self._places.get(mark or before or "", self._at)
        self._at = max(0, min(at, len(self._rows) - 1))
        self.set_rows(self.size.width, len(self._rows))
        self._see_mark()
        self.move_bar()
        self.refresh()
        if self.marked != before:
            self.post_message(self.Marked(self, self.marked))

    def extend(self, rows: Sequence[Row]) -> None:
        """Show more rows below those that there are."""
        self.replace([*self._rows, *rows])

    @property
    def marked(self) -> str | None:
        """The id of the row that is marked."""
        return self._rows[self._at].id if self._rows else None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def place(self) -> int:
        """The number of the marked row, from 1."""
        return self._at + 1

    # -- moving -----------------------------------------------------------------------

    def mark(self, at: int) -> None:
        """Mark the row of this number, from 0, or the nearest that there is."""
        at = max(0, min(at, len(self._rows) - 1))
        if at != self._at and self._rows:
            self._at = at
            self._see_mark()
            self.refresh()
            self.post_message(self.Marked(self, self.marked))

    def go_to(self, id: str) -> None:
        """Mark the row of this id, if it is there."""
        if id in self._places:
            self.mark(self._places[id])

    def _see_mark(self) -> None:
        height = max(self.size.height, 1)
        if self._at < self.scroll_y:
            self.scroll_to(y=self._at, animate=False, force=True)
        elif self._at >= self.scroll_y + height:
            self.scroll_to(y=self._at - height + 1, animate=False, force=True)
        if self._at >= len(self._rows) - _NEAR_END:
            self.post_message(self.EndNear(self))

    def action_move(self, step: int) -> None:
        self.mark(self._at + step)

    def action_leap(self, step: int) -> None:
        self.mark(self._at + step * max(self.size.height - 1, 1))

    def action_first(self) -> None:
        self.mark(0)

    def action_last(self) -> None:
        self.mark(len(self._rows) - 1)

    def on_click(self, event: events.Click) -> None:
        row = round(self.scroll_y) + event.y
        if row == self._at and self._rows:
            self.post_message(self.Chosen())
        elif row < len(self._rows):
            self.mark(row)

    def on_resize(self, event: events.Resize) -> None:
        self.set_rows(self.size.width, len(self._rows))
        self._see_mark()

    # -- drawing ----------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        number = round(self.scroll_offset.y) + y
        width, base = self.size.width, self.base
        if number >= len(self._rows):
            return Strip.blank(width, base)
        is_marked = number == self._at
        mark = (_MARK if is_marked else _NO_MARK, self._mark_ink)
        one = (mark, (" ", Ink.TEXT), *self._rows[number].drawn(max(width - 2, 1)))
        if not is_marked:
            return self.drawn(one).adjust_cell_length(width, base)
        look = self.get_component_styles("rows--marked")
        below = self.background_colors[1]
        back = Style(bgcolor=(below + look.background).rich_color)
        return self.drawn(one, back).adjust_cell_length(width, base + back)

    @property
    def _mark_ink(self) -> Ink:
        return Ink.ACCENT if self.has_focus else Ink.QUIET
