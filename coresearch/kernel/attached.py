"""A kernel that runs already, and goes on: a warm one of ours, or any other."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from coresearch.core.errors import BadInput, KernelDied, KernelFault, NotFound
from coresearch.core.text import one_line
from coresearch.kernel.channels import NAMES, Channels, address
from coresearch.kernel.kernel import Kernel, OnInput
from coresearch.kernel.specs import KernelSpec

_BEAT = 2.0
"""Seconds between two questions whether a kernel lives of which only that is known."""
_SILENT = 10.0
"""Seconds without an answer after which it is taken for lost. Its heart beats on a
thread of its own, also while code runs."""


class AttachedProcess:
    """What can be done to a kernel that is not ours: not to end it."""

    status: int | None = None
    """It is not our child: how it ended cannot be known."""

    def __init__(
        self, connection: Mapping[str, Any], name: str, pid: int | None
    ) -> None:
        self.name = name
        self.pid = pid
        self.channels = Channels(connection)
        self._connection = connection
        self._gone = asyncio.Event()

    async def ended(self) -> None:
        """Wait until it is gone, or was given up."""
        watching = self._watch_process() if self.pid else self._watch_heart()
        given_up = asyncio.create_task(self._gone.wait())
        tasks = [asyncio.ensure_future(watching), given_up]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _watch_process(self) -> None:
        assert self.pid is not None
        with suppress(ProcessLookupError):
            while True:
                os.kill(self.pid, 0)
                await asyncio.sleep(0.1)

    async def _watch_heart(self) -> None:
        import zmq
        import zmq.asyncio

        context = zmq.asyncio.Context()
        try:
            while True:
                socket = context.socket(zmq.REQ)
                socket.linger = 0
                socket.connect(address(self._connection, "hb"))
                await socket.send(b"alive?")
                if not await socket.poll(int(_SILENT * 1000)):
                    return
                socket.close()
                await asyncio.sleep(_BEAT)
        finally:
            context.destroy(linger=0)

    def death(self, doing: str) -> KernelDied:
        """The fault to raise when it is gone."""
        return KernelDied(f"The kernel {one_line(self.name)} was lost {doing}.")

    def last_words(self) -> str:
        """Nothing is known of what it wrote elsewhere."""
        return ""

    async def interrupt(self) -> None:
        """Ctrl-C for the code that runs in it."""
        if self.pid is None:
            self.channels.send("control", "interrupt_request", {})
        else:
            self._signal(signal.SIGINT)

    async def kill(self) -> None:
        """End it if it is one of ours; leave any other to itself."""
        if self.pid is not None:
            self._signal(signal.SIGKILL)
        self._gone.set()

    def _signal(self, number: signal.Signals) -> None:
        assert self.pid is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


@asynccontextmanager
async def attach(
    connection: Mapping[str, Any],
    name: str,
    pid: int | None = None,
    on_input: OnInput | None = None,
) -> AsyncIterator[Kernel]:
    """A kernel that runs already, and goes on when the block is left.

    Raises:
        KernelFault: it does not answer.
    """
    process = AttachedProcess(connection, name, pid)
    kernel = Kernel(process, process.channels, on_input)
    watching = asyncio.create_task(kernel.watch())
    try:
        await kernel.become_ready()
        yield kernel
    finally:
        watching.cancel()
        process.channels.close()


def spec_of(connection: Mapping[str, Any]) -> KernelSpec:
    """What a connection file says of its kernel: at best a name.

    It counts as no Python, so that nothing is set up in it: it is somebody's session.
    """
    name = one_line(str(connection.get("kernel_name") or "unknown"))
    return KernelSpec(name, name, "", (), "", {})


def read_connection(file: Path) -> dict[str, Any]:
    """The content of a connection file.

    Raises:
        NotFound: there is no such file.
        BadInput: it is none.
        KernelFault: it may not be read.
    """
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise NotFound(
            f"There is no connection file {file}.",
            hint="In the kernel, %connect_info shows it; often it is under "
            "~/.local/share/jupyter/runtime.",
        ) from None
    except OSError as error:
        raise KernelFault(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:
        found = None
    needed = {"transport", "ip", *(f"{name}_port" for name in (*NAMES, "hb"))}
    if not isinstance(found, dict) or not needed <= found.keys():
        raise BadInput(f"{file} is no connection file of a Jupyter kernel.")
    return found
