"""Predictions that are due: one after the other, one key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from coresearch.core.predictions import Outcome
from coresearch.core.text import one_line, printable
from coresearch.tui.view import Keystrokes, View

if TYPE_CHECKING:
    from coresearch.journal.predictions import PredictionRow

_KEYS = {"y": Outcome.HELD, "n": Outcome.FAILED, "u": Outcome.UNCLEAR, "l": None}


class DueScreen(ModalScreen[None]):
    """Asks of each whether it came true."""

    def __init__(
        self,
        rows: Sequence[PredictionRow],
        keystrokes: Keystrokes,
        resolve: Callable[[PredictionRow, Outcome], None],
    ) -> None:
        """Ask about `rows`; what is answered goes to `resolve`, which outlives this."""
        super().__init__()
        self._rows = list(rows)
        self._keystrokes = keystrokes
        self._view = View(keystrokes.patience, keystrokes.clock)
        self._resolve = resolve

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        if not self._rows:
            self.dismiss()
            return
        row, left = self._rows[0], len(self._rows) - 1
        rule = f"\nDecided by: {one_line(row.words)}" if row.words else ""
        more = f"   ({left} more)" if left else ""
        self.query_one(Static).update(
            f"You gave {row.probability:.0%} to this, due {row.due[:10]}:\n\n"
            f"“{printable(one_line(row.claim))}”{printable(rule)}\n\nDid it come true?"
            f"\n\ny: yes   n: no   u: unclear   l: later   Esc: leave{more}"
        )
        self._view.hide()
        self.call_after_refresh(lambda: self._view.show(row.id))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        keys = self._keystrokes
        if event.key == "escape":
            self.dismiss()
        elif event.key in _KEYS and self._view.takes_key(keys.last, keys.before):
            row, outcome = self._rows.pop(0), _KEYS[event.key]
            self._view.hide()
            if outcome is not None:
                self._resolve(row, outcome)
            self._show()
