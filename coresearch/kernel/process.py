"""A kernel's process: started, looked after, interrupted, ended with all it started."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.errors import KernelDied, KernelFault
from coresearch.core.text import printable
from coresearch.kernel.leash import Leash
from coresearch.kernel.specs import KernelSpec

if TYPE_CHECKING:
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.manager import AsyncKernelManager

_LONGEST_SOCKET = 90
"""Bytes of a Unix socket's name, less than any system's limit."""
_LAST_WORDS = 2000
"""Bytes of what a dying kernel wrote that are worth showing."""
_LOOK = 0.02
"""Seconds between two looks at whether the process lives."""
_PATIENCE = 5.0
"""Seconds for a kernel that was asked to end, as jupyter_client gives it. One whose
code left processes behind may take all of them."""


class KernelProcess:
    """The process behind a kernel, and the folder that its sockets lie in."""

    def __init__(self, spec: KernelSpec) -> None:
        self.spec = spec
        self._folder = Path(tempfile.mkdtemp(prefix="coresearch-kernel-"))
        self._log = self._folder / "log"
        self._manager = self._new_manager()
        self._leash: Leash | None = None
        self._group: int | None = None
        self.pid: int | None = None
        self.status: int | None = None
        """How it ended, once it has: an exit code, or below zero a signal."""

    def _new_manager(self) -> AsyncKernelManager:
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager

        specs = KernelSpecManager(kernel_dirs=[str(Path(self.spec.folder).parent)])
        manager = AsyncKernelManager(
            kernel_name=self.spec.name,
            kernel_spec_manager=specs,
            connection_file=str(self._folder / "connection.json"),
        )
        # Sockets in a folder of the owner's alone: no port that another could take or
        # listen to, and a tenth faster. Other kernels than IPython's may not know them.
        if self.spec.is_python and len(str(self._folder)) < _LONGEST_SOCKET - 8:
            manager.transport = "ipc"
            manager.ip = str(self._folder / "s")
        else:
            manager.transport_encryption = "auto"
        return manager

    async def start(self, cwd: Path, environ: Mapping[str, str]) -> AsyncKernelClient:
        """Start the process; a client with its channels open.

        Raises:
            KernelFault: the command of its kernelspec could not be run.
        """
        # Nothing of what is run goes to a file that other programs write as well.
        quiet = ["--HistoryManager.hist_file=:memory:"] if self.spec.is_python else []
        try:
            with self._log.open("wb") as log:
                await self._manager.start_kernel(
                    cwd=str(cwd),
                    env=dict(environ),
                    stdout=log,
                    stderr=log,
                    extra_arguments=quiet,
                )
        except OSError as error:
            reason = error.strerror or str(error)
            raise KernelFault(
                f"The kernel {self.spec.name} could not be started: {reason}.",
                hint=f"Its command is: {printable(' '.join(self.spec.argv))}",
            ) from error
        self._keep_hold()
        client = self._manager.client()
        client.start_channels(hb=False)
        return client

    def _keep_hold(self) -> None:
        provisioner = self._manager.provisioner
        self.pid = getattr(provisioner, "pid", None)
        self._group = getattr(provisioner, "pgid", None)
        if self._group and self._group != os.getpgrp():
            self._leash = Leash(self._group, self._folder)

    async def has_ended(self) -> bool:
        """Whether the process is gone; `status` then says how."""
        provisioner = self._manager.provisioner
        if self.status is None and provisioner is not None:
            self.status = await provisioner.poll()
        return self.status is not None

    async def ended(self) -> None:
        """Wait for it to be gone; jupyter_client has nothing to wait for but this."""
        while not await self.has_ended():  # noqa: ASYNC110 - a poll is all there is
            await asyncio.sleep(_LOOK)

    def death(self, doing: str) -> KernelDied:
        """The fault to raise for a kernel that is gone."""
        return KernelDied(
            f"The kernel died {doing}: {described(self.status)}.",
            hint=self._advice(),
            status=self.status,
        )

    def _advice(self) -> str:
        if self.status == -signal.SIGKILL:
            return "If nobody killed it, the system ran out of memory: see dmesg."
        words = self.last_words().strip()
        return f"Its last words:\n{words}" if words else ""

    def last_words(self) -> str:
        """The end of what the process wrote outside of any message."""
        with suppress(OSError):
            return printable(
                self._log.read_bytes()[-_LAST_WORDS:].decode("utf-8", "replace")
            )
        return ""

    async def interrupt(self) -> None:
        """Ctrl-C for the kernel, in the way that its kernelspec wants it."""
        if not await self.has_ended():
            await self._manager.interrupt_kernel()

    async def kill(self) -> None:
        """End it at once, with everything that it has started."""
        self._end_group()
        await self.ended()

    async def stop(self) -> None:
        """Ask it to end, end it if it does not, and tidy up."""
        try:
            if not await self.has_ended():
                await self._manager.request_shutdown()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.ended(), _PATIENCE)
        finally:
            self._end_group()
            if self._manager.provisioner is not None:
                await self._manager.provisioner.wait()
            await self._manager.cleanup_resources()
            if self._leash is not None:
                self._leash.let_go()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _end_group(self) -> None:
        """What the kernel started ends with it."""
        if self._group is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)


def described(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "it is not known how"
    if status < 0:
        try:
            return f"killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"killed by signal {-status}"
    return f"it exited with code {status}"
