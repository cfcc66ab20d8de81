"""What a job says, and the mailbox that it puts it into.

A job never touches a widget: whoever shows what comes takes it as often as the screen
is drawn, so that thousands of pieces a second cost no more than twenty, and no more of
it at once than there is time for until the next key.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

MOST_KEPT = 60_000
"""Characters of output that wait to be shown; of more, only the end is shown."""


@dataclass(frozen=True, slots=True)
class Text:
    """Some of a reply, or of what code printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A whole line of the transcript."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Doing:
    """What goes on, for the last line of the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """The inbox has changed."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only the person can answer; the job waits."""

    text: tuple[str, ...]
    answer: Future[str | None]
    is_yes_or_no: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """The job has ended."""


Item = Text | Said | Doing | Arrived | Question | Over


class Mailbox:
    """What has come and was not taken yet; pieces of text in a row are one."""

    def __init__(self, *, keeps_all: bool = True) -> None:
        """Of text that nobody takes, all is kept, or else the end."""
        self._lock = threading.Lock()
        self.keeps_all = keeps_all
        self._items: deque[Item] = deque()
        self._pieces: list[str] = []
        """Text that came after all items."""
        self._waiting = 0

    def put(self, item: Item) -> None:
        """Add something, from any thread."""
        with self._lock:
            if isinstance(item, Text):
                self._pieces.append(item.text)
                self._waiting += len(item.text)
                if self._waiting > 2 * MOST_KEPT and not self.keeps_all:
                    self._shorten()
                return
            self._close_text()
            last = self._items[-1] if self._items else None
            if isinstance(item, Doing) and isinstance(last, Doing):
                self._items.pop()
            self._items.append(item)

    def _shorten(self) -> None:
        """Keep only the end of what nobody has had time to look at."""
        text = "".join(self._pieces)[-MOST_KEPT:]
        self._hold(f"\n… what came so fast is on record …\n{text}")

    def _hold(self, text: str) -> None:
        self._pieces, self._waiting = [text] if text else [], len(text)

    def _close_text(self) -> None:
        if self._pieces:
            self._items.append(Text("".join(self._pieces)))
            self._hold("")

    def take(self, most: int) -> Item | None:
        """The next that has come, of a text so many characters; None if there is none.

        The rest of a text is the next item.
        """
        with self._lock:
            if self._items:
                item = self._items.popleft()
                if isinstance(item, Text) and len(item.text) > most:
                    self._items.appendleft(Text(item.text[most:]))
                    item = Text(item.text[:most])
                return item
            if not self._pieces:
                return None
            text = "".join(self._pieces)
            self._hold(text[most:])
            return Text(text[:most])


class Job(Protocol):
    """Something that goes on."""

    mailbox: Mailbox
    kind: str
    """`reply` or `output`: how its text is shown."""

    def work(self) -> None:
        """Do it, in a thread; `Over` comes last, whatever happens."""

    def stop(self) -> None:
        """End it soon; from any thread. What has come is kept."""

    def kill(self, note: str) -> None:
        """End it at once: the terminal is going away."""
