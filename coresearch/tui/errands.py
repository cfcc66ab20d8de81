"""What the person sent, carried out one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coresearch.tui.jobs.mailbox import Item, Job


class Errands:
    """Jobs: one is at work, the others wait for their turn."""

    def __init__(
        self, show: Callable[[Job, Item], None], busy: Callable[[bool], None]
    ) -> None:
        """`show` is given what comes, on the event loop; `busy` whether more may."""
        self._show = show
        self._busy = busy
        self._waiting: deque[Job] = deque()
        self.current: Job | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def add(self, job: Job) -> None:
        """Begin it now, or when those before it have ended."""
        self._waiting.append(job)
        self._next()

    def _next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
            self._task = asyncio.create_task(asyncio.to_thread(self.current.work))
        self._busy(self.current is not None)

    def look(self) -> None:
        """Show what has come since."""
        from coresearch.tui.jobs.mailbox import Over

        job = self.current
        if job is None:
            return
        for item in job.mailbox.empty():
            self._show(job, item)
            if isinstance(item, Over):
                self.current = None
                self._next()

    def stop(self) -> bool:
        """Stop what is at work, and forget what waits; whether there was anything."""
        self._waiting.clear()
        if self.current is None:
            return False
        self.current.stop()
        return True

    async def end(self, note: str, patience: float = 8.0) -> None:
        """End all of it, and wait until what came of it is on record."""
        self._waiting.clear()
        if self.current is not None and self._task is not None:
            self.current.kill(note)
            await asyncio.wait({self._task}, timeout=patience)
