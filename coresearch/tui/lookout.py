"""What is on record and what is looked at, as they are now, whoever changed them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from coresearch.core.errors import CoresearchError
from coresearch.tui import desk as pieces
from coresearch.tui.desk import Desk, Stamp, told

if TYPE_CHECKING:
    from coresearch.tui.widgets.inbox import InboxPane
    from coresearch.tui.widgets.transcript import Transcript
    from coresearch.workbench.project import Project

T = TypeVar("T")


class Lookout:
    """Reads the inbox, and keeps what is shown of it as it is on record."""

    def __init__(
        self,
        desk: Desk,
        inbox: InboxPane,
        transcript: Transcript,
        is_read: Callable[[], None],
    ) -> None:
        """`is_read` is called whenever the inbox has been read."""
        self._desk = desk
        self._inbox = inbox
        self._transcript = transcript
        self._is_read = is_read
        self._stamp: Stamp = ()
        """Of the journal, when it was read last."""
        self._seen: Stamp = ()
        """Of the files that what is looked at would change, when it was presented."""
        self._is_reading = False
        self._trouble = ""
        """Why the repository could not be read the last time."""
        self.is_over = False
        """Whether there is nobody any more who would see what is read."""

    def watch(self) -> None:
        """Look whether another program has written the journal or a file in view."""
        if self._is_reading:
            return
        shown = self._inbox.shown
        if self._desk.stamp() != self._stamp:
            self._inbox.run_worker(self.read())
        elif shown and self._desk.stamp_of(self._paths_in_view) != self._seen:
            self.look_at(shown.id)

    @property
    def _paths_in_view(self) -> Sequence[str]:
        shown = self._inbox.shown
        edit = shown.suggestion.edit if shown else None
        return edit.paths if edit else ()

    async def do(self, piece: Callable[[Project], T]) -> T:
        """A piece of work; what comes after it is not done on a screen that is gone.

        Raises:
            CoresearchError: whatever the work raises.
        """
        found = await self._desk.do(piece)
        if self.is_over:
            raise asyncio.CancelledError
        return found

    async def settle(self) -> None:
        """Bring what a crash cut off to an end, and tell it."""
        from coresearch.workbench.plants import reveal_left
        from coresearch.workbench.settling import settle

        try:
            for message in (*await self.do(settle), *await self.do(reveal_left)):
                self._transcript.say("note", message)
        except CoresearchError as fault:
            self._transcript.say("fault", told(fault), keep=False)

    async def read(self, look_at: str | None = None) -> None:
        """Read the inbox, and what is looked at, as they are now."""
        self._is_reading = True
        # Taken before: what is written while it is read is then read again.
        self._stamp = self._desk.stamp()
        try:
            if not self._desk.has_journal and not self._desk.root.is_dir():
                raise CoresearchError(f"{self._desk.root} is not there any more.")
            if self._desk.has_journal:
                self._inbox.set_inbox(await self.do(pieces.read_inbox), look_at)
                if self._inbox.shown is not None:
                    await self._present(self._inbox.shown.id)
            self._found()
        except CoresearchError as fault:
            self._lost(fault)
        finally:
            self._is_reading = False
            if not self.is_over:
                self._is_read()

    def _lost(self, fault: CoresearchError) -> None:
        """Say once that nothing can be read; when something changes, try again."""
        if self._trouble != fault.message:
            self._trouble = fault.message
            said = f"{told(fault)} Nothing was lost."
            self._transcript.say("fault", said, keep=False)

    def _found(self) -> None:
        if self._trouble:
            self._trouble = ""
            self._transcript.say("note", "It can be read again.", keep=False)

    def look_at(self, suggestion: str) -> None:
        """Show a suggestion as it would be applied now."""
        self._inbox.run_worker(self._present(suggestion), group="look", exclusive=True)

    async def _present(self, suggestion: str) -> None:
        try:
            found, seen = await self.do(pieces.presented(self._desk, suggestion))
            self._seen = seen
            self._inbox.show(found)
        except CoresearchError as fault:
            self._lost(fault)
