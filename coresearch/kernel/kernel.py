"""A running kernel, and one request to it at a time.

A request is done when the kernel has replied to it *and* says that it is idle, since
the reply and the outputs come by different ways and either may be first. Beside that,
the process is watched: a kernel that dies says nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coresearch.core.errors import KernelFault
from coresearch.core.outputs import Output
from coresearch.kernel.channels import Message
from coresearch.kernel.messages import as_output, in_pieces, is_idle
from coresearch.kernel.ports import Line, Process
from coresearch.kernel.provisioned import process_for
from coresearch.kernel.specs import KernelSpec

_START_LIMIT = 60.0
"""Seconds in which a kernel must answer for the first time."""
_ASK_AGAIN = 1.0
"""Seconds until a kernel that did not answer is asked once more."""
_SETTLING = 0.3
"""Seconds without a message after which a dead kernel's output is all there."""

OnOutput = Callable[[Output], None]
OnInput = Callable[[str, bool], "asyncio.Future[str] | None"]
"""A prompt, and whether the answer is a password; the answer to come, or None if
nobody can give one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """How a request ended."""

    status: str
    """`ok`, `error` or `aborted`."""
    ename: str = ""
    evalue: str = ""
    traceback: tuple[str, ...] = ()


@dataclass(slots=True)
class _Request:
    cell: int
    on_output: OnOutput
    reply: asyncio.Future[Reply]
    idle: asyncio.Event = field(default_factory=asyncio.Event)


class Kernel:
    """A kernel that answers. Made by `open_kernel`, `attach` or `open_remote`."""

    def __init__(
        self,
        process: Process,
        line: Line,
        on_input: OnInput | None,
    ) -> None:
        self.process = process
        self.begun = time.monotonic()
        """From when `Output.seconds` counts; whoever begins a run may set it."""
        self.info: Mapping[str, Any] = {}
        """What the kernel says of itself: `implementation`, `language_info`, …"""
        self._line = line
        self._on_input = on_input
        self._requests: dict[str, _Request] = {}
        self.last_heard = time.monotonic()
        """When its last message came."""
        self._lost = asyncio.Event()
        self._fault: BaseException | None = None
        self._heard = asyncio.Event()
        self._ready: asyncio.Future[Mapping[str, Any]] = (
            asyncio.get_running_loop().create_future()
        )
        line.open(self._take, self.lose)

    async def execute(
        self,
        code: str,
        cell: int,
        on_output: OnOutput,
        *,
        silent: bool = False,
        identity: str = "",
    ) -> Reply:
        """Run `code`; what it gives back goes to `on_output` as it comes.

        What a thread writes goes to the `on_output` of the cell that the kernel says it
        is of. The request has the id `identity`, or one of its own.

        Raises:
            KernelDied: the process ended before it was done.
        """
        asked = {
            "code": code,
            "silent": silent,
            "store_history": not silent,
            "user_expressions": {},
            "allow_stdin": self._on_input is not None,
            "stop_on_error": True,
        }
        sent = self._line.send("shell", "execute_request", asked, identity)
        self.expect(sent, cell, on_output)
        return await self.answer(sent)

    def expect(self, identity: str, cell: int, on_output: OnOutput) -> None:
        """Take what comes of a request that was sent, now or by an earlier process."""
        reply = asyncio.get_running_loop().create_future()
        self._requests[identity] = _Request(cell, on_output, reply)

    def has_answer(self, identity: str) -> bool:
        """Whether a request that was expected is done."""
        request = self._requests[identity]
        return request.reply.done() and request.idle.is_set()

    @property
    def is_waiting(self) -> bool:
        """Whether a request is not done."""
        return not all(map(self.has_answer, self._requests))

    async def answer(self, identity: str) -> Reply:
        """Wait for the end of a request that is expected.

        Raises:
            KernelDied: the process ended before it was done.
        """
        request = self._requests[identity]
        async with _either(self._answered(request), self._lost.wait()) as answered:
            if not answered:
                if self._fault is None:
                    await self._settled()
                raise self._loss("while it ran")
        return request.reply.result()

    def _loss(self, doing: str) -> BaseException:
        return self._fault or self.process.death(doing)

    async def _answered(self, request: _Request) -> None:
        await request.reply
        await request.idle.wait()

    async def _settled(self) -> None:
        """Wait until what a dead kernel still said has been read."""
        while quiet := self._still_to_wait():  # noqa: ASYNC110 - for no event
            await asyncio.sleep(quiet)

    def _still_to_wait(self) -> float:
        return max(0.0, _SETTLING - (time.monotonic() - self.last_heard))

    async def interrupt(self) -> None:
        """Ctrl-C for what runs."""
        await self.process.interrupt()

    async def kill(self) -> None:
        """End the process now; `execute` then raises `KernelDied`."""
        await self.process.kill()

    # -- the start --------------------------------------------------------------------

    async def become_ready(self, channel: str = "shell") -> None:
        """Wait until it answers, and until what it sends reaches us.

        While code runs it answers on the channel `control` alone.

        Raises:
            KernelDied: it ended instead.
            KernelFault: it did not answer in time.
        """
        async with _either(self._greeted(channel), self._lost.wait()) as greeted:
            if not greeted:
                raise self._loss("at its start")
        self.info = self._ready.result()

    async def _greeted(self, channel: str) -> None:
        deadline = time.monotonic() + _START_LIMIT
        # A subscription takes a moment: ask until an answer comes by both ways.
        while not (self._ready.done() and self._heard.is_set()):
            if time.monotonic() > deadline:
                raise KernelFault(
                    f"The kernel {self.process.name} did not answer within "
                    f"{_START_LIMIT:.0f} s.",
                    hint=self.process.last_words(),
                )
            self._line.send(channel, "kernel_info_request", {})
            waiting = [asyncio.ensure_future(self._heard.wait())]
            if not self._ready.done():
                waiting.append(self._ready)  # type: ignore[arg-type]
            await asyncio.wait(waiting, timeout=_ASK_AGAIN)
            waiting[0].cancel()
            if self._ready.done() and not self._heard.is_set():
                await asyncio.sleep(0.01)

    # -- listening --------------------------------------------------------------------

    async def watch(self) -> None:
        """Notice the end of the process, which says nothing."""
        await self.process.ended()
        self._lost.set()

    def lose(self, fault: BaseException) -> None:
        """Give up what is being waited for, because of `fault`."""
        self._fault = fault
        self._lost.set()

    def _take(self, channel: str, message: Message) -> None:
        self.last_heard = time.monotonic()
        match channel:
            case "iopub":
                self._take_iopub(message)
            case "shell" | "control":
                self._take_shell(message)
            case "stdin":
                self._take_stdin(message)

    def _take_iopub(self, message: Message) -> None:
        self._heard.set()
        request = self._requests.get(message["parent_header"].get("msg_id", ""))
        if request is None:
            return
        if is_idle(message):
            request.idle.set()
            return
        seconds = time.monotonic() - self.begun
        output = as_output(message, request.cell, seconds)
        if output is not None:
            for piece in in_pieces(output):
                request.on_output(piece)

    def _take_shell(self, message: Message) -> None:
        content = message["content"]
        if message["header"]["msg_type"] == "kernel_info_reply":
            if not self._ready.done():
                self._ready.set_result(content)
            return
        request = self._requests.get(message["parent_header"].get("msg_id", ""))
        if request is not None and not request.reply.done():
            request.reply.set_result(
                Reply(
                    content.get("status", "error"),
                    content.get("ename", ""),
                    content.get("evalue", ""),
                    tuple(content.get("traceback", ())),
                )
            )

    def _take_stdin(self, message: Message) -> None:
        if message["header"]["msg_type"] != "input_request" or self._on_input is None:
            return
        content = message["content"]
        answer = self._on_input(
            content.get("prompt", ""), content.get("password", False)
        )
        if answer is None:
            return
        answer.add_done_callback(self._send_answer)

    def _send_answer(self, answer: asyncio.Future[str]) -> None:
        if not answer.cancelled() and answer.exception() is None:
            self._line.send("stdin", "input_reply", {"value": answer.result()})


@asynccontextmanager
async def _either(
    wanted: Awaitable[object], instead: Awaitable[object]
) -> AsyncIterator[bool]:
    """Wait for one of two; whether it was the wanted one. The other is cancelled."""
    tasks = [asyncio.ensure_future(wanted), asyncio.ensure_future(instead)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if tasks[0].done():
            tasks[0].result()
        yield tasks[0].done()
    finally:
        for task in tasks:
            task.cancel()


@asynccontextmanager
async def open_kernel(
    spec: KernelSpec,
    cwd: Path,
    environ: Mapping[str, str],
    on_input: OnInput | None = None,
) -> AsyncIterator[Kernel]:
    """A kernel that answers, and that is gone when the block is left.

    Raises:
        KernelFault: it could not be started, or did not answer.
        KernelDied: it ended at its start.
    """
    process = process_for(spec)
    try:
        channels = await process.start(cwd, environ)
        kernel = Kernel(process, channels, on_input)
        watching = asyncio.create_task(kernel.watch())
        try:
            await kernel.become_ready()
            yield kernel
        finally:
            watching.cancel()
    finally:
        await process.stop()
