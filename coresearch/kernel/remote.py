"""A kernel on a Jupyter server: started there, heard from here, found again later."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from coresearch.core.errors import AnswerLost, KernelDied, KernelFault, ServerGone
from coresearch.core.text import one_line
from coresearch.kernel.heard import Heard
from coresearch.kernel.kernel import Kernel, OnInput
from coresearch.kernel.server import Server
from coresearch.kernel.websocket import ServerLine

_BEAT = 2.0
"""Seconds between two questions to the server how the kernel is."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a kernel is, and as whom it is spoken to; the token is not in it."""

    url: str
    kernel: str
    """The server's id of it."""
    session: str
    """Ours for the conversation: by it the server knows us again."""


class RemoteProcess:
    """What can be known of, and done to, a kernel on a server."""

    pid: int | None = None
    status: int | None = None
    """It is not our child: how it ended cannot be known."""

    def __init__(self, server: Server, line: ServerLine, name: str) -> None:
        self.name = name
        self._server = server
        self._line = line
        self._was_killed = False

    async def ended(self) -> None:
        """Wait until the server says that it is gone, or knows nothing of it."""
        while not self._line.died.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._line.died.wait(), _BEAT)
                return
            with suppress(KernelFault):  # the line itself notices, and has patience
                if await self._server.state(self._line.kernel) is None:
                    return

    def death(self, doing: str) -> KernelDied:
        """The fault to raise when it is gone."""
        return KernelDied(
            f"The kernel {one_line(self.name)} on {self._server.url} ended {doing}."
        )

    def last_words(self) -> str:
        """What it wrote elsewhere is in the server's own log."""
        return "The server's log may say why."

    async def interrupt(self) -> None:
        """Ctrl-C for the code that runs in it."""
        with suppress(KernelFault):
            await self._server.interrupt(self._line.kernel)

    async def kill(self) -> None:
        """End it. The server gives it a few seconds to end by itself."""
        self._was_killed = True
        self._line.heard.finish()
        with suppress(KernelFault):
            await self._server.end(self._line.kernel)
        self._line.died.set()

    async def stop(self) -> None:
        """End it, since nobody needs it any more."""
        if not self._was_killed:
            await self.kill()


@dataclass(frozen=True, slots=True)
class RemoteKernel:
    """A kernel on a server that is ready for requests."""

    kernel: Kernel
    address: Address


@asynccontextmanager
async def open_remote(
    server: Server, name: str, heard: Heard, on_input: OnInput | None
) -> AsyncIterator[RemoteKernel]:
    """A new kernel on `server`, which ends when the block is left.

    When the server cannot be reached any more it is left to itself.

    Raises:
        KernelFault: it could not be started, or did not answer.
    """
    identity = await server.start(name)
    address = Address(server.url, identity, secrets.token_hex(16))
    line = ServerLine(server, identity, address.session, heard)
    process = RemoteProcess(server, line, name)
    async with _ended_after(process):
        await line.connect()
        async with _listening(server, process, line, on_input) as kernel:
            await kernel.become_ready()
            yield RemoteKernel(kernel, address)


@asynccontextmanager
async def reopen_remote(
    server: Server, address: Address, name: str, heard: Heard, on_input: OnInput | None
) -> AsyncIterator[Kernel]:
    """The kernel of an earlier `open_remote`; say what you `expect` before you wait.

    Raises:
        KernelDied: it is not there any more.
        KernelFault: the server does not let us in.
    """
    line = ServerLine(server, address.kernel, address.session, heard)
    process = RemoteProcess(server, line, name)
    if await server.state(address.kernel) is None:
        raise process.death("meanwhile")
    await line.connect()
    async with (
        _ended_after(process),
        _listening(server, process, line, on_input) as kernel,
    ):
        yield kernel


@asynccontextmanager
async def _ended_after(process: RemoteProcess) -> AsyncIterator[None]:
    """End the kernel when all is done, unless it must be found again."""
    try:
        yield
    except ServerGone:
        raise
    except BaseException:
        await process.stop()
        raise
    else:
        await process.stop()


@asynccontextmanager
async def _listening(
    server: Server, process: RemoteProcess, line: ServerLine, on_input: OnInput | None
) -> AsyncIterator[Kernel]:
    kernel = Kernel(process, line, on_input)
    watching = [
        asyncio.create_task(kernel.watch()),
        asyncio.create_task(_notice_lost_answer(kernel, server, line.kernel)),
    ]
    try:
        yield kernel
    finally:
        for task in watching:
            task.cancel()
        line.close()


async def _notice_lost_answer(kernel: Kernel, server: Server, identity: str) -> None:
    """Give a request up whose answer will not come.

    That is so when the server says twice in a row that its kernel has nothing to do,
    and nothing was heard in between.
    """
    before: float | None = None
    while True:
        await asyncio.sleep(_BEAT)
        state = None
        with suppress(KernelFault):
            state = await server.state(identity)
        if state != "idle" or not kernel.is_waiting:
            before = None
        elif before == kernel.last_heard:
            kernel.lose(AnswerLost("It is done, and how it ended did not reach us."))
            return
        else:
            before = kernel.last_heard
