"""Kernels that run elsewhere: started by the provisioner that their kernelspec names.

That is jupyter_client's own way to other machines, containers and batch systems; such
packages as sshpyk plug into it. It is imported for these kernels alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coresearch.core.errors import KernelFault
from coresearch.core.text import one_line
from coresearch.kernel.channels import Channels
from coresearch.kernel.process import PATIENCE, KernelProcess
from coresearch.kernel.specs import KernelSpec

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

_LOOK = 0.1
"""Seconds between two questions to the provisioner."""


def process_for(spec: KernelSpec) -> KernelProcess:
    """What starts and ends the kernel of `spec`."""
    metadata = spec.content.get("metadata") or {}
    named = (metadata.get("kernel_provisioner") or {}).get("provisioner_name", "")
    is_here = named in ("", "local-provisioner")
    return KernelProcess(spec) if is_here else ProvisionedProcess(spec)


class ProvisionedProcess(KernelProcess):
    """A kernel behind a provisioner of jupyter_client."""

    def __init__(self, spec: KernelSpec) -> None:
        super().__init__(spec)
        self._status: int | None = None
        self._manager = self._new_manager()

    def _new_manager(self) -> AsyncKernelManager:
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager

        folder = Path(self.spec.folder)
        manager = AsyncKernelManager(
            kernel_name=folder.name,
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(folder.parent)]),
            connection_file=str(self.folder / "connection.json"),
        )
        manager.transport_encryption = "auto"
        return manager

    @property
    def pid(self) -> int | None:
        return None  # of a process elsewhere, at best

    @property
    def status(self) -> int | None:
        return self._status

    async def start(self, cwd: Path, environ: Mapping[str, str]) -> Channels:
        try:
            await self._manager.start_kernel(cwd=str(cwd), env=dict(environ))
        except Exception as error:  # each provisioner has faults of its own
            reason = one_line(str(error))
            raise KernelFault(
                f"The kernel {self.spec.name} could not be started: {reason}.",
                hint="Its provisioner, which its kernel.json names, says so.",
            ) from error
        connection = dict(self._manager.get_connection_info())
        key = connection.get("key", b"")
        connection["key"] = key.decode() if isinstance(key, bytes) else key
        self.channels = Channels(connection)
        return self.channels

    async def ended(self) -> None:
        while self._status is None:
            provisioner = self._manager.provisioner
            if provisioner is not None:
                self._status = await provisioner.poll()
            await asyncio.sleep(0 if self._status is not None else _LOOK)

    async def interrupt(self) -> None:
        await self._manager.interrupt_kernel()

    async def kill(self) -> None:
        if self._manager.provisioner is not None:
            await self._manager.provisioner.kill()
        await self.ended()

    async def stop(self) -> None:
        try:
            if self._manager.provisioner is not None and self._status is None:
                await self._manager.request_shutdown()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.ended(), PATIENCE)
                if self._status is None:
                    await self._manager.provisioner.kill()
        finally:
            if self._manager.provisioner is not None:
                await self._manager.provisioner.wait()
            await self._manager.cleanup_resources()
            self.tidy()
