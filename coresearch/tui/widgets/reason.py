"""One line for the reason of a rejection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widgets import Input

from coresearch.tui.keys import key_of, taken
from coresearch.tui.view import Keystrokes

if TYPE_CHECKING:
    from coresearch.workbench.decide import Presented

_TAKEN = ("give_reason", "no_reason", "keep")


class Reason(Input):
    """Asks why; Enter gives the reason, Esc gives none, Ctrl+C takes it back."""

    class Given(Message):
        """The person has answered."""

        def __init__(self, about: Presented, reason: str | None) -> None:
            super().__init__()
            self.about = about
            self.reason = reason
            """Empty: none; None: it is not to be rejected after all."""

    def __init__(self, keystrokes: Keystrokes, changed_keys: Mapping[str, str]) -> None:
        give, none, keep = (key_of(one, changed_keys) for one in _TAKEN)
        super().__init__(
            placeholder=f"Why? {give}: reject · {none}: no reason · {keep}: keep it",
            id="reason",
            compact=True,
        )
        self._meant = taken(changed_keys, *_TAKEN)
        self._keystrokes = keystrokes
        self._about: Presented | None = None
        self._opened = 0.0
        self.display = False

    def open(self, about: Presented) -> None:
        """Ask why this one is rejected."""
        self._about = about
        self._opened = self._keystrokes.clock.now()
        self.value = ""
        self.display = True
        self.focus()

    async def _on_key(self, event: events.Key) -> None:
        meant = self._meant.get(event.key)
        if meant is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if meant == ["keep"]:
            self._give(None)
        elif self._is_early:
            return  # it was meant for something else
        elif meant == ["no_reason"]:
            self._give("")
        elif self.value.strip():
            self._give(" ".join(self.value.split()))

    @property
    def _is_early(self) -> bool:
        keys = self._keystrokes
        return keys.last - self._opened < keys.patience.grace

    def on_blur(self) -> None:
        """Whoever goes elsewhere has not rejected it."""
        if self._about is not None:
            self._give(None)

    def _give(self, reason: str | None) -> None:
        about, self._about = self._about, None
        self.display = False
        if about is not None:
            self.post_message(self.Given(about, reason))
