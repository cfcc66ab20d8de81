"""A page: text to read and to scroll, of which only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.css.styles import RenderStyles
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from coresearch.tui.chunks import Chunks
from coresearch.tui.ink import Ink, Line, On, plain
from coresearch.tui.keys import Place, bindings

Block = Callable[[int], Sequence[Line]]
"""Gives lines of at most so many cells; perhaps each only when it is looked at."""

_MOST_ROWS = 40_000
"""Beyond this the oldest blocks of a page go."""
_MOST_STRIPS = 500
"""Rows that are kept as they were drawn."""


class Inks(ScrollView):
    """Draws lines in the inks of the style sheet. For what shows many of them."""

    DEFAULT_CSS = """
    Inks { overflow-x: hidden; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._looks: dict[Ink | On, Style] = {}
        self._base: Style | None = None
        self._bar = (False, 0, 0)
        """How the scroll bar was drawn last: where it begins, and how long it is."""

    def notify_style_update(self) -> None:
        """The theme, the focus or the size class has changed."""
        super().notify_style_update()
        self._looks.clear()
        self._base = None

    @property
    def base(self) -> Style:
        """How it looks where there is nothing."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def set_rows(self, width: int, rows: int) -> None:
        """Have it hold so many rows.

        All of the screen is laid out anew only where the scroll bar comes or goes:
        that costs as much as a frame, and more may come twenty times a second. The
        caller moves the bar, when it has scrolled.
        """
        size, room = Size(width, rows), self.container_size.height
        if not room or (rows > room) is not self.show_vertical_scrollbar:
            self.virtual_size = size
            return
        self.set_reactive(Inks.virtual_size, size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
            self.move_bar()

    def move_bar(self) -> None:
        """Have the scroll bar stand where it should; drawn only if one would see it."""
        if not self.show_vertical_scrollbar:
            return
        bar, room = self.vertical_scrollbar, self.container_size.height
        rows, position = max(self.virtual_size.height, 1), self.scroll_y
        bar.set_reactive(type(bar).window_virtual_size, rows)
        bar.set_reactive(type(bar).position, position)
        looks = (rows > room, round(room * position / rows), room * room // rows)
        if looks != self._bar:
            self._bar = looks
            bar.refresh()

    def look(self, ink: Ink | On) -> Style:
        """How an ink looks now."""
        found = self._looks.get(ink)
        if found is None:
            found = self._looks[ink] = self._look(ink)
        return found

    def _look(self, ink: Ink | On) -> Style:
        if isinstance(ink, Ink):
            return self._on_own_ground(self.app.get_component_styles(f"ink--{ink}"))
        ground = self.look(ink.ground)
        under = Style(bgcolor=ground.bgcolor, underline=ground.underline)
        return self.look(ink.ink) + under

    def _on_own_ground(self, ink: RenderStyles) -> Style:
        """An ink of the application, which is the same for all, as it looks here.

        Were the inks classes of every widget, as Textual would have it, a fifth of the
        time until the first frame would go into working out the same styles again.
        """
        ground = self.background_colors[1] + ink.background
        color = None
        if ink.has_rule("color"):
            auto = ink.has_rule("auto_color") and ink.auto_color
            over = ground.get_contrast_text(ink.color.a) if auto else ink.color
            color = (ground + over).rich_color
        back = ground.rich_color if ground.a else None
        return self.base + ink.text_style + Style.from_color(color, back)

    def drawn(self, one: Line, back: Style | None = None) -> Strip:
        """A line as the terminal gets it, perhaps on a background of its own."""
        if back is None:
            return Strip([Segment(text, self.look(ink)) for text, ink in one])
        return Strip([Segment(text, self.look(ink) + back) for text, ink in one])


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
        return "\n".join(plain(self._rows[row]) for row in range(len(self._rows)))

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
            self._at_end = True
            self.scroll_end(animate=False, immediate=True, x_axis=False)
        self.move_bar()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._at_end = new_value >= self.max_scroll_y

    def on_resize(self, event: Resize) -> None:
        width = self.scrollable_content_region.width
        if width == self._width:
            if self.is_at_end:
                self.scroll_end(animate=False, immediate=True, x_axis=False)
            return
        was_at_end = self.is_at_end
        place = self.scroll_y / max(len(self._rows), 1)
        self._width = width
        blocks, tail = self._blocks, self._tail
        self._clear()
        self._put(blocks)
        self._tail = tail
        self._put_tail()
        self._changed(was_at_end)
        if not was_at_end:
            self.scroll_to(y=round(place * len(self._rows)), animate=False, force=True)

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
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def see_row(self, row: int) -> None:
        """Scroll so that a row is in the upper part, unless it is in view already."""
        if not self.scroll_y <= row < self.scroll_y + self.size.height - 2:
            self.scroll_to(y=max(row - 2, 0), animate=False, force=True)
