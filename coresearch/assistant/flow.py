"""What every client's stream goes through: pieces gathered, patience bounded.

A model sends a word at a time, thousands in a second if it is fast. Whoever listens
gets what came within one thirtieth of a second as one piece.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from coresearch.core.calls import Delta, Event, Limits, Request, Retrying
from coresearch.core.errors import ModelFault
from coresearch.core.faults import Fault, helps_again, model_fault

FRAME = 1 / 30
"""Seconds in which pieces are gathered; the first goes through at once."""

Client = Callable[[Request], AsyncGenerator[Event, None]]
"""Asks once. Raises ModelFault for whatever goes wrong; closing it hangs up."""


class _Box:
    """What has come and was not taken yet."""

    def __init__(self, source: AsyncGenerator[Event, None], longest: int) -> None:
        self._source = source
        self._longest = longest
        self._events: list[Event] = []
        self._news = asyncio.Event()
        self._half = ""
        self.filling = asyncio.ensure_future(self._fill())

    async def _fill(self) -> None:
        size, last = 0, time.monotonic()
        try:
            async with aclosing(self._source) as events:
                async for event in events:
                    if time.monotonic() - last > FRAME:
                        # A client that has much to take apart never waits, and
                        # whoever listens would hear nothing until it has done.
                        await asyncio.sleep(0)
                        last = time.monotonic()
                    if isinstance(event, Delta):
                        size += len(event.text)
                    self._events.append(event)
                    self._news.set()
                    if size > self._longest:
                        detail = f"{self._longest:,}"
                        raise model_fault(Fault.LONG_REPLY, detail=detail)
        finally:
            self._news.set()

    @property
    def has_more(self) -> bool:
        """Whether something is in it, or may still come."""
        return bool(self._events) or not self.filling.done()

    async def take(self, patience: float) -> list[Event]:
        """All that came, the deltas as one.

        Raises:
            TimeoutError: nothing came for `patience` seconds.
        """
        async with asyncio.timeout(patience):
            await self._news.wait()
        self._news.clear()
        events, self._events = self._events, []
        text = self._whole(
            "".join(event.text for event in events if isinstance(event, Delta))
        )
        others = [event for event in events if not isinstance(event, Delta)]
        return [*([Delta(text)] if text else []), *others]

    def _whole(self, text: str) -> str:
        """Halves of a character joined, which some servers send one after the other."""
        if not self._half and text.isascii():
            return text
        joined = (self._half + text).encode("utf-16", "surrogatepass")
        whole = joined.decode("utf-16", "surrogatepass")
        is_half = "\ud800" <= whole[-1:] <= "\udbff" and not self.filling.done()
        self._half = whole[-1] if is_half else ""
        return whole[:-1] if is_half else whole


async def gathered(
    source: AsyncGenerator[Event, None], limits: Limits, server: str = "The server"
) -> AsyncGenerator[Event, None]:
    """The events of `source`, each at most a frame late and none empty.

    Raises:
        ModelFault: what `source` raises, or it was silent or went on for too long.
    """
    box = _Box(source, limits.size)
    patience = limits.first
    try:
        while box.has_more:
            try:
                events = await box.take(patience)
            except TimeoutError:
                detail = f"{patience:g}"
                raise model_fault(Fault.SILENT, server=server, detail=detail) from None
            for event in events:
                yield event
            patience = limits.silence
            await asyncio.wait([box.filling], timeout=FRAME)
        await box.filling
    finally:
        box.filling.cancel()
        await asyncio.gather(box.filling, return_exceptions=True)


def waiting_time(fault: ModelFault, attempt: int, limits: Limits) -> float | None:
    """Seconds before retry number `attempt`; None if there is to be none."""
    if attempt > limits.retries or not helps_again(fault):
        return None
    wait = 2.0 ** (attempt - 1) if fault.retry_after is None else fault.retry_after
    return wait if wait <= limits.longest_wait else None


def _say_how_long(fault: ModelFault, limits: Limits) -> None:
    """Where a server wants more patience than it is given, say how much."""
    if fault.retry_after is not None and fault.retry_after > limits.longest_wait:
        fault.hint = (
            f"It asks to wait {fault.retry_after:,.0f} seconds; ask again then, or use "
            "another model: coresearch models"
        )


async def persistent(
    ask: Client, request: Request, server: str
) -> AsyncGenerator[Event, None]:
    """Ask, and ask again where that may help and nothing has come yet.

    Raises:
        ModelFault: it did not help, or would not.
    """
    for attempt in range(1, request.limits.retries + 2):
        heard = False
        try:
            stream = gathered(ask(request), request.limits, server)
            async with aclosing(stream) as events:
                async for event in events:
                    heard = True
                    yield event
            return
        except ModelFault as fault:
            wait = waiting_time(fault, attempt, request.limits)
            if heard or wait is None:
                _say_how_long(fault, request.limits)
                raise
            met, seconds = fault, wait
        yield Retrying(met, attempt, request.limits.retries, seconds)
        await asyncio.sleep(seconds)
