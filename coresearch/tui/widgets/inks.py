"""What draws lines in inks, and of many of them only those that are seen."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.css.styles import RenderStyles
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coresearch.tui.ink import Ink, Line, On


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
