"""Where there is no repository: what to do, and the example."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from coresearch.tui.garbage import look_at_new
from coresearch.tui.ink import Ink, Line, line, wrap
from coresearch.tui.widgets.page import Page


class WelcomeScreen(Screen[None]):
    """A few sentences."""

    BINDINGS = [
        Binding("d", "demo", "The demo"),
        Binding("q,escape", "app.quit", "Leave"),
    ]

    def __init__(self, trouble: str) -> None:
        super().__init__()
        self._trouble = trouble

    def compose(self) -> ComposeResult:
        yield Page(id="welcome")

    def on_mount(self) -> None:
        self.query_one(Page).replace([self._said])
        self.query_one(Page).styles.height = 14
        look_at_new()
        self.app.let_keys_in()  # type: ignore[attr-defined]

    def _said(self, width: int) -> list[Line]:
        found = [line(("coresearch", Ink.HEADING)), ()]
        for text in self._trouble.split("\n"):
            found += wrap(line(text), width)
        return [
            *found,
            (),
            *wrap(
                line(
                    "coresearch works in a git repository: it keeps its record "
                    "beside your files, and changes them only when you say so."
                ),
                width,
            ),
            (),
            line(("d", Ink.ACCENT), "  try it on an example, in a scratch repository"),
            line(("q", Ink.ACCENT), "  leave"),
        ]

    def action_demo(self) -> None:
        """Make a scratch repository, and go there."""
        self.app.run_worker(self.app.begin_demo("label-noise"))  # type: ignore[attr-defined]
