"""LiteLLM's process: imports it once, and asks for whoever of this user connects.

It is given a socket that listens already, so that nobody waits for it in vain, and the
time after which it ends if nobody asks. `coresearch.assistant.helper` starts it.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import aclosing, suppress
from functools import partial
from pathlib import Path

from coresearch.assistant import through_litellm, wire
from coresearch.assistant.flow import gathered
from coresearch.core.errors import ModelFault

_LOOK = 10.0
"""Seconds between two looks whether the socket still has its name."""


class Helper:
    """Serves calls side by side, and knows when it is not needed any more."""

    def __init__(self, idle: float) -> None:
        """`idle` is how many seconds without a call it lives."""
        self.idle = idle
        self._calls = 0
        self._last = time.monotonic()
        self._ended_one = asyncio.Event()

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """One connection: one question, and its answer."""
        self._calls += 1
        try:
            raw = await reader.readline()
            if raw:
                await self._answer(raw, reader, writer)
        except ConnectionError:
            pass
        finally:
            self._calls -= 1
            self._last = time.monotonic()
            self._ended_one.set()
            writer.close()

    async def _answer(
        self, raw: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(wire.ACCEPTED)
        answering = asyncio.ensure_future(_streamed(raw, writer))
        hung_up = asyncio.ensure_future(reader.read(1))
        both = {answering, hung_up}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)

    async def needed(self, can_be_found: Callable[[], bool]) -> None:
        """Wait until nobody has asked for as long as it lives without, or can ask."""
        while self._calls or (self._seconds_left() > 0 and can_be_found()):
            self._ended_one.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(min(_LOOK, max(self._seconds_left(), 0.1))):
                    await self._ended_one.wait()

    def _seconds_left(self) -> float:
        return self._last + self.idle - time.monotonic()


async def _streamed(raw: bytes, writer: asyncio.StreamWriter) -> None:
    request = wire.read_request(raw)
    try:
        source = through_litellm.ask(request)
        async with aclosing(gathered(source, request.limits)) as events:
            async for event in events:
                writer.write(wire.event_line(event))
                await writer.drain()
    except ModelFault as fault:
        writer.write(wire.fault_line(fault))
        await writer.drain()


async def live(line: socket.socket, path: Path, inode: int, idle: float) -> None:
    """Serve until nobody has asked for `idle` seconds, or nobody can."""
    helper = Helper(idle)
    server = await asyncio.start_unix_server(
        helper.serve, sock=line, limit=wire.LONGEST
    )
    async with server:
        await helper.needed(partial(_is_at, path, inode))
        _remove(path, inode)
        await asyncio.sleep(0.1)  # whoever connected just before is let in
        helper.idle = 0.0
        await helper.needed(lambda: False)


def _is_at(path: Path, inode: int) -> bool:
    with suppress(OSError):
        return path.stat().st_ino == inode
    return False


def _remove(path: Path, inode: int) -> None:
    """Take the name away, so that who comes next starts a process of its own."""
    with (
        suppress(FileNotFoundError),  # the folder is gone too
        path.with_suffix(".lock").open("a") as lock,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)  # nobody connects meanwhile
        if _is_at(path, inode):
            path.unlink()


def main() -> None:
    """`litellm_process DESCRIPTOR PATH SECONDS`."""
    descriptor, name, idle = sys.argv[1:]
    line = socket.socket(fileno=int(descriptor))
    path = Path(name)
    inode = path.stat().st_ino
    os.umask(0o077)
    try:
        through_litellm.load()
    except BaseException:
        _remove(path, inode)
        raise
    asyncio.run(live(line, path, inode, float(idle)))


if __name__ == "__main__":
    main()
