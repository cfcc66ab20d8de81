"""The person's own word on some lines before they see what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.widgets import Input, Static

from coresearch.core.text import one_line, printable
from coresearch.tui.view import Keystrokes

if TYPE_CHECKING:
    from coresearch.core.first_answers import OwnFinding
    from coresearch.workbench.decide import Presented


class First(Input):
    """Asks what they would say; an empty line, or Esc, shows it without."""

    class Said(Message):
        """The person has answered."""

        def __init__(self, about: Presented, text: str) -> None:
            super().__init__()
            self.about = about
            self.text = text
            """Empty: they want to see it without."""

    def __init__(self) -> None:
        super().__init__(
            placeholder="What would you say of it? Enter · Esc: show it without",
            id="first",
            compact=True,
        )
        self._about: Presented | None = None
        self.display = False

    def open(self, about: Presented) -> None:
        """Ask about this one."""
        self._about = about
        self.value = ""
        self.display = True
        self.focus()

    async def _on_key(self, event: events.Key) -> None:
        if event.key not in ("enter", "escape"):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        text = "" if event.key == "escape" else " ".join(self.value.split())
        about, self._about = self._about, None
        self.display = False
        if about is not None:
            self.post_message(self.Said(about, text))

    def on_blur(self) -> None:
        """Whoever goes elsewhere has not answered yet."""
        self._about = None
        self.display = False


class Same(Static, can_focus=True):
    """Asks whether what is now in view says what the person said; one key."""

    class Judged(Message):
        """The person has said whether it does."""

        def __init__(self, about: Presented, own: OwnFinding, same: bool) -> None:
            super().__init__()
            self.about = about
            self.own = own
            self.same = same

    def __init__(self, keystrokes: Keystrokes) -> None:
        super().__init__("", id="same", markup=False)
        self._keystrokes = keystrokes
        self._about: tuple[Presented, OwnFinding] | None = None
        self._opened = 0.0
        self.display = False

    def open(self, about: Presented, own: OwnFinding) -> None:
        """Ask about this one."""
        self._about = (about, own)
        self._opened = self._keystrokes.clock.now()
        said = printable(one_line(own.text))
        self.update(f"You said: {said}. The same? y: yes   n: no")
        self.display = True
        self.focus()

    def on_key(self, event: events.Key) -> None:
        if event.key not in ("y", "n"):
            return
        event.stop()
        keys = self._keystrokes
        if keys.last - self._opened < keys.patience.grace or self._about is None:
            return  # it was meant for something else
        (about, own), self._about = self._about, None
        self.display = False
        self.post_message(self.Judged(about, own, event.key == "y"))

    def on_blur(self) -> None:
        """Whoever goes on without an answer has not said that it is the same."""
        self.display = False
        if self._about is not None:
            (about, own), self._about = self._about, None
            self.post_message(self.Judged(about, own, same=False))
