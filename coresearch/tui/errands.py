"""What the person sent, carried out one after the other."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coresearch.tui.jobs.mailbox import Item, Job


_AT_ONCE = 2_000
"""Characters of a text that are shown at once: some milliseconds' work."""


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
        self.is_stopping = False
        """Whether the person wants what is at work to end."""

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
            self.current, self.is_stopping = self._waiting.popleft(), False
            self._task = asyncio.create_task(asyncio.to_thread(self.current.work))
        self._busy(self.current is not None)

    def look(self, seconds: float = math.inf) -> bool:
        """Show what has come since, for about so long; whether more has come."""
        from coresearch.tui.jobs.mailbox import Over

        end = time.monotonic() + seconds
        while (job := self.current) is not None:
            item = job.mailbox.take(_AT_ONCE)
            if item is None:
                return False
            self._show(job, item)
            if isinstance(item, Over):
                self.current = None
                self._next()
            if time.monotonic() >= end:
                return True
        return False

    @property
    def is_lossy(self) -> bool:
        """Whether what is at work says more than has to be shown."""
        job, task = self.current, self._task
        if job is None or task is None:
            return False
        return not (job.mailbox.keeps_all or task.done())

    def stop(self) -> bool:
        """Stop what is at work, and forget what waits; whether there was anything."""
        self._waiting.clear()
        if self.current is None:
            return False
        self.is_stopping = True
        self.current.stop()
        return True

    async def end(self, note: str, patience: float = 8.0) -> None:
        """End all of it, and wait until what came of it is on record."""
        self._waiting.clear()
        if self.current is not None and self._task is not None:
            self.current.kill(note)
            await asyncio.wait({self._task}, timeout=patience)
