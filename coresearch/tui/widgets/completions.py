"""What could be meant by what was begun, above the prompt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.message import Message

from coresearch.tui.ink import Ink, Line, fit, line
from coresearch.tui.widgets.rows import Row, Rows

MOST = 8


class Completions(Rows, can_focus=False):
    """A few names, of which one is marked. The prompt keeps the keys."""

    class Taken(Message):
        """One was taken, or none is wanted."""

        def __init__(self, name: str | None) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__(id="completions")
        self._typed = ""
        self._is_optional = False
        """Whether nothing was begun that one of them would complete."""
        self.display = False

    def takes(self, action: str) -> bool:
        """Do what a key means, if the list is open; whether it was for the list."""
        if not self.display:
            return False
        match action:
            case "history" | "history_on":
                self._is_optional = False
                self.action_move(-1 if action == "history" else 1)
            case "complete":
                self.post_message(self.Taken(self.marked))
            case "send" if self.marked != self._typed and not self._is_optional:
                self.post_message(self.Taken(self.marked))
            case "stop":
                self.post_message(self.Taken(None))
            case _:
                return False
        return True

    def offer(
        self, found: Sequence[tuple[str, str]], typed: str, *, is_optional: bool = False
    ) -> None:
        """Show names, each with what it is; nothing closes the list.

        `typed` is what stands there: Enter sends it, if it is what is marked, and if
        the list `is_optional` unless the person goes to a name.
        """
        self._typed, self._is_optional = typed, is_optional
        widest = max((len(name) for name, _ in found), default=0)
        self._at = 0
        drawn = [(name, partial(_drawn, name, said, widest)) for name, said in found]
        self.replace([Row(name, one) for name, one in drawn])
        self.styles.height = len(found)
        self.display = bool(found)

    @property
    def _mark_ink(self) -> Ink:
        return Ink.ACCENT


def _drawn(name: str, said: str, widest: int, width: int) -> Line:
    column = min(widest, width)
    return line(
        fit(name.replace("\n", " ↵ "), column),
        (fit(f"  {said}", max(width - column, 0)), Ink.QUIET),
    )
