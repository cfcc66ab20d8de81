"""The prompt: what the person writes, with completions and a history."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from coresearch.tui.keys import taken

_TAKEN = (
    "complete", "send", "newline", "history", "history_on", "search_history",
    "editor", "stop", "next_pane", "previous_pane",
)  # fmt: skip
"""What its keys may mean; of two that one key may mean, the first that fits."""


class Prompt(TextArea):
    """Several lines that are sent with Enter."""

    class Sent(Message):
        """The person has sent it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Completing(Message):
        """What stands before the cursor can be completed, or no longer."""

        def __init__(self, kind: str, word: str) -> None:
            super().__init__()
            self.kind = kind
            """`/`, `@`, `history`, or nothing."""
            self.word = word

    class Left(Message):
        """The person wants to go elsewhere."""

        def __init__(self, back: bool) -> None:
            super().__init__()
            self.back = back

    class EditorWanted(Message):
        """The person wants to write in their editor."""

    def __init__(self, changed_keys: Mapping[str, str]) -> None:
        super().__init__(
            id="prompt",
            compact=True,
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder="Ask, or / for commands, ! for code, @ for files",
        )
        self.cursor_blink = False  # calm, and nothing is drawn while nothing goes on
        self.sent: list[str] = []
        self._at: int | None = None
        """Which entry of the history stands here."""
        self._unsent = ""
        self._kind = ""
        self._searching = False
        self._meant = taken(changed_keys, *_TAKEN)
        self.on_completion: Callable[[str], bool] = lambda action: False
        """Is given what goes to an open list of completions; whether it took it."""

    # -- keys -------------------------------------------------------------------------

    async def _on_key(self, event: events.Key) -> None:
        if self._takes(event.key):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _takes(self, key: str) -> bool:
        meant = self._meant.get(key, ())
        if self._kind and any(map(self.on_completion, meant)):
            return True
        return any(map(self.do, meant))

    def do(self, action: str) -> bool:
        """Do what a key means; whether it means something here."""
        row = self.cursor_location[0]
        match action:
            case "send":
                self._send()
            case "newline":
                self.insert("\n")
            case "next_pane" | "previous_pane":
                self.post_message(self.Left(action == "previous_pane"))
            case "history" if row == 0:
                self._back(1)
            case "history_on" if row == self.document.line_count - 1:
                self._back(-1)
            case "search_history":
                self._searching = True
                self._complete()
            case "editor":
                self.post_message(self.EditorWanted())
            case _:
                return False
        return True

    def _send(self) -> None:
        text = self.text.strip()
        if not text:
            return
        if text in self.sent:
            self.sent.remove(text)
        self.sent.append(text)
        self._at = None
        self.clear()
        self.post_message(self.Sent(text))

    def put(self, text: str) -> None:
        """Have this stand in the prompt, with the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    # -- history ----------------------------------------------------------------------

    def _back(self, step: int) -> None:
        if self._at is None:
            if step < 0 or not self.sent:
                return
            self._unsent, self._at = self.text, len(self.sent)
        at = self._at - step
        if at >= len(self.sent):
            self._at = None
            self.put(self._unsent)
        elif at >= 0:
            self._at = at
            self.put(self.sent[at])

    # -- completions ------------------------------------------------------------------

    def on_text_area_changed(self) -> None:
        self._complete()

    def on_text_area_selection_changed(self) -> None:
        self._complete()

    def _complete(self) -> None:
        kind, word = self._completed()
        if kind or self._kind:
            self._kind = kind
            self.post_message(self.Completing(kind, word))

    def _completed(self) -> tuple[str, str]:
        """Which kind of completion is called for before the cursor, and of what."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if self._searching:
            return "history", self.text
        if row == 0 and before.startswith("/") and " " not in before:
            return "/", before[1:]
        word = before.rpartition(" ")[2]
        if word.startswith("@"):
            return "@", word[1:]
        if row == 0 and before.startswith(("/critique ", "/run ", "/draft ")):
            return "file", word
        return "", ""

    def take(self, completion: str) -> None:
        """Put a completion in place of what was begun."""
        kind, word = self._completed()
        self.close_completions()
        if kind == "history":
            self.put(completion)
            return
        row, column = self.cursor_location
        mark = len(kind) if kind in ("/", "@") else 0
        start = (row, column - len(word) - mark)
        self.replace(f"{completion} ", start, (row, column))

    def close_completions(self) -> None:
        """No completions, until more is typed."""
        self._searching, self._kind = False, ""
        self.post_message(self.Completing("", ""))
