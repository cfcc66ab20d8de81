"""The last line: what goes on or what can be done, and where one is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive
from textual.strip import Strip

from coresearch.core.text import one_line
from coresearch.tui.ink import Ink, Line, Run, fit, line, width_of
from coresearch.tui.widgets.inks import Inks

_TOLD_FOR = 4.0
"""Seconds."""


class Status(Inks, can_focus=False):
    """One line."""

    DEFAULT_CSS = "Status { scrollbar-gutter: auto; overflow: hidden; }"

    going_on: reactive[str] = reactive("")
    """What runs; it takes the place of the hints."""
    hints: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys, and what they do here."""
    told: reactive[str] = reactive("")
    """What was just done; for a moment it takes the place of the hints too."""
    facts: reactive[Sequence[str]] = reactive(())
    """What is at the right: where narrow, the last of them go first."""

    def tell(self, text: str) -> None:
        """Say for a moment what was done."""
        self.told = text
        self.set_timer(_TOLD_FOR, lambda: self._forget(text))

    def _forget(self, text: str) -> None:
        if self.told == text:
            self.told = ""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.base
        if y:
            return Strip.blank(width, base)
        return self.drawn(self._line(width)).adjust_cell_length(width, base)

    def _line(self, width: int) -> Line:
        left = self._left(width)
        facts = [one_line(fact) for fact in self.facts if fact]
        while facts and width_of(left) + len(" · ".join(facts)) + 2 > width:
            facts.pop()
        right = (" · ".join(facts), Ink.QUIET)
        gap = width - width_of(left) - width_of((right,))
        return (*left, (" " * max(gap, 0), Ink.TEXT), right)

    def _left(self, width: int) -> Line:
        if self.going_on:
            said = fit(one_line(self.going_on), min(width - 12, 70)).rstrip()
            return line(("● ", Ink.ACCENT), said, ("  Esc stops", Ink.QUIET))
        if self.told:
            return line(fit(one_line(self.told), width - 2).rstrip())
        runs: list[Run] = []
        used = 0
        for key, word in self.hints:
            used += len(key) + len(word) + 3
            if used > width:
                break
            runs += [(key, Ink.ACCENT), (f" {word}  ", Ink.QUIET)]
        return line(*runs)
