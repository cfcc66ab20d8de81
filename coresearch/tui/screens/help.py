"""All keys and commands, from the tables that they are made of."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from coresearch.tui.commands import COMMANDS
from coresearch.tui.ink import Ink, Line, fit, line, wrap
from coresearch.tui.keys import by_place, shown
from coresearch.tui.widgets.page import Page


class HelpScreen(Screen[None]):
    """A page."""

    BINDINGS = [Binding("escape,q", "app.work", "Back")]
    AUTO_FOCUS = "#help"

    def __init__(self, changed: Mapping[str, str]) -> None:
        """`changed` are the keys that the settings have changed, by action."""
        super().__init__()
        self._changed = changed

    def compose(self) -> ComposeResult:
        yield Page(id="help")

    def on_mount(self) -> None:
        self.query_one(Page).replace([self._all])

    def _all(self, width: int) -> list[Line]:
        said = "Keys and commands. Esc goes back."
        found: list[Line] = [line((said, Ink.QUIET))]
        for place, keys in by_place():
            found += [(), line((place.value, Ink.HEADING))]
            for key in keys:
                found += _row(shown(key, self._changed), key.help, width)
        found += [(), line(("What you can send", Ink.HEADING))]
        found += _row("QUESTION", "Ask a model; @file gives it a file", width)
        found += _row("!CODE", "Run code in a Jupyter kernel, on record", width)
        for command in COMMANDS:
            name = f"/{command.name} {command.usage}".strip()
            found += _row(name, command.help, width)
        return found


def _row(name: str, said: str, width: int) -> list[Line]:
    column = 26 if width > 60 else 18
    first = line((fit(name, column), Ink.ACCENT), "  ")
    return wrap(line(said), width, line("  ", *first), line("  " + " " * (column + 2)))
