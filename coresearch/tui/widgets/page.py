"""A page: text to read and to scroll, of which only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from textual.events import Resize
from textual.selection import Selection
from textual.strip import Strip

from coresearch.tui.chunks import Chunks
from coresearch.tui.ink import Line, plain
from coresearch.tui.keys import Place, bindings
from coresearch.tui.widgets.inks import Inks

Block = Callable[[int], Sequence[Line]]
"""Gives lines of at most so many cells; perhaps each only when it is looked at."""

_MOST_ROWS = 40_000
"""Beyond this the oldest blocks of a page go."""
_MOST_STRIPS = 500
"""Rows that are kept as they were drawn."""


class Page(Inks, can_focus=True):
    """Text to read: blocks one below the other, broken to the width that there is."""

    BINDINGS = bindings(Place.PAGE)

    def __init__(
        self,
        *,
        follow: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A page that stays at its end when more comes, if it is to `follow`."""
        super().__init__(id=id, classes=classes)
        self._follow = follow
        self._blocks: list[Block] = []
        self._rows = Chunks()
        """A part for each block, and one for the tail."""
        self._tail: Block | None = None
        """What is still being written, below all blocks; drawn anew each time."""
        self._has_tail = False
        """Whether its rows are there."""
        self._width = 0
        self._at_end = True
        self._strips: dict[int, Strip] = {}
        """Rows as they were drawn."""

    # -- what it shows ----------------------------------------------------------------

    def write(self, *blocks: Block) -> None:
        """Add blocks at the end."""
        was_at_end = self.is_at_end
        self._drop_tail()
        self._put(blocks)
        self._put_tail()
        self._changed(was_at_end)

    def write_all(self, blocks: Sequence[Block], tail: Block | None) -> None:
        """Add blocks, and show what is still being written behind them."""
        was_at_end = self.is_at_end
        self._drop_tail()
        self._put(blocks)
        self._tail = tail
        self._put_tail()
        self._changed(was_at_end)

    def set_tail(self, block: Block | None) -> None:
        """Show what is still being written at the end, in place of what was there."""
        if block is not None or self._tail is not None:
            self.write_all((), block)

    def replace(self, blocks: Iterable[Block], *, keep_place: bool = False) -> None:
        """Show these blocks instead of all that was there."""
        was_at_end = self.is_at_end
        self._clear()
        self._put(blocks)
        self._changed(was_at_end)
        if not keep_place and not self._follow:
            self.scroll_to(0, 0, animate=False, force=True)

    def _clear(self) -> None:
        self._blocks, self._rows = [], Chunks()
        self._tail, self._has_tail = None, False
        self._strips.clear()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    @property
    def text(self) -> str:
        """All of it, as it is broken now."""
        return "\n".join(map(plain, self._rows))

    def first_rows(self) -> Iterator[tuple[int, str]]:
        """The first row of each block, and what stands there."""
        for row in self._rows.starts:
            if row < len(self._rows):
                yield row, plain(self._rows[row])

    def _put(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._blocks.append(block)
            self._rows.add(block(self._width) if self._width else ())
        if self._follow and self._rows.keep(_MOST_ROWS):
            del self._blocks[: len(self._blocks) - len(self._rows.starts)]
            self._strips.clear()

    def _put_tail(self) -> None:
        if self._tail is not None and self._width:
            self._rows.add(self._tail(self._width))
            self._has_tail = True

    def _drop_tail(self) -> None:
        if self._has_tail:
            for row in range(self._rows.drop_last()):
                self._strips.pop(len(self._rows) + row, None)
            self._has_tail = False

    # -- where it stands --------------------------------------------------------------

    @property
    def is_at_end(self) -> bool:
        """Whether it goes on following its end."""
        return self._follow and (self._at_end or self.is_vertical_scroll_end)

    def _changed(self, was_at_end: bool) -> None:
        self.set_rows(self._width, len(self._rows))
        if was_at_end:
            self._to_end()
        self.move_bar()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._at_end = new_value >= self.max_scroll_y
        self._settle()

    def _settle(self) -> None:
        """Make the rows in view, and a screen of them around, where they are guessed.

        What is in view stays where it is.
        """
        while self._rows.has_guesses:
            room, top = max(self.size.height, 1), round(self.scroll_y)
            was_at_end = self.is_at_end
            more = self._rows.settle(top - room, top + 2 * room, top)
            if more is None:
                return
            self._strips.clear()
            self.set_rows(self._width, len(self._rows))
            if was_at_end:
                self._to_end()
            elif more:
                self._go_to(self.scroll_y + more)
            self.move_bar()
            self.refresh()

    def _to_end(self) -> None:
        self._at_end = True
        self.scroll_end(animate=False, force=True, immediate=True, x_axis=False)

    def _go_to(self, row: float) -> None:
        self.scroll_to(y=row, animate=False, immediate=True)

    def on_resize(self, event: Resize) -> None:
        width = self.scrollable_content_region.width
        if width == self._width:
            if self.is_at_end:
                self._to_end()
            self._settle()
            return
        was_at_end = self.is_at_end
        part = self._rows.part_at(round(self.scroll_y))
        below = self.scroll_y - self._rows.starts[part] if self._blocks else 0
        was_drawn, self._width = bool(self._width), width
        blocks, tail, sizes = self._blocks, self._tail, self._rows.sizes()
        self._clear()
        if self._follow and was_drawn:
            self._guess(blocks, sizes)
        else:
            self._put(blocks)
        self._tail = tail
        self._put_tail()
        self._changed(was_at_end)
        if not was_at_end and blocks:
            self._go_to(self._rows.starts[part] + below)
        self._settle()

    def _guess(self, blocks: Sequence[Block], sizes: Sequence[int]) -> None:
        """Put blocks whose rows are made when somebody comes near them.

        Most are as many as they were: only lines that were too long change.
        """
        self._blocks = list(blocks)
        for block, size in zip(blocks, sizes, strict=False):  # the tail has no block
            if size:
                self._rows.guess(partial(block, self._width), size)
            else:
                self._rows.add(block(self._width))

    # -- drawing ----------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        row = round(self.scroll_offset.y) + y
        width = self.size.width
        if row >= len(self._rows):
            return Strip.blank(width, self.base)
        selection = self.text_selection
        span = selection.get_span(row) if selection is not None else None
        if span is not None:
            strip = self._selected(self.drawn(self._rows[row]), *span)
            return self._placed(strip, row, width)
        found = self._strips.get(row)
        if found is None or found.cell_length != width:
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            found = self._placed(self.drawn(self._rows[row]), row, width)
            self._strips[row] = found
        return found

    def _placed(self, strip: Strip, row: int, width: int) -> Strip:
        return strip.adjust_cell_length(width, self.base).apply_offsets(0, row)

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        length = strip.cell_length
        stop = length if end == -1 else min(end, length)
        if start >= stop:
            return strip
        style = self.screen.get_component_rich_style("screen--selection")
        parts = (
            strip.divide([start, stop, length])
            if start
            else strip.divide([stop, length])
        )
        chosen = 1 if start else 0
        return Strip.join(
            [
                part.apply_style(style) if number == chosen else part
                for number, part in enumerate(parts)
            ]
        )

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        if selection.start is None and selection.end is None:
            self._rows.settle(0, len(self._rows))  # all of it
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def see_row(self, row: int) -> None:
        """Scroll so that a row is in the upper part, unless it is in view already."""
        if not self.scroll_y <= row < self.scroll_y + self.size.height - 2:
            self.scroll_to(y=max(row - 2, 0), animate=False, force=True)
