"""The kernel of a run: a fresh one, one that runs already, or one on a server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from coresearch.core.errors import BadInput
from coresearch.core.runs import RunRequest
from coresearch.kernel.attached import attach, read_connection, spec_of
from coresearch.kernel.heard import Heard
from coresearch.kernel.kernel import Kernel, OnInput, open_kernel
from coresearch.kernel.remote import Address, open_remote
from coresearch.kernel.server import Server
from coresearch.kernel.specs import KernelSpec, find_kernel
from coresearch.workbench.project import Project
from coresearch.workbench.warm import find_warm, used


class KernelOfRun(Protocol):
    """Where a run finds its kernel."""

    spec: KernelSpec
    is_here: bool
    """Whether it sees the files of this machine."""
    is_fresh: bool
    """Whether it is started for this run, with its environment, in its folder."""

    @property
    def address(self) -> Address | None:
        """Where it is found again, of one that is elsewhere."""

    def opened(
        self, cwd: Path, environ: Mapping[str, str], on_input: OnInput | None
    ) -> AbstractAsyncContextManager[Kernel]: ...


class FreshKernel:
    """One that is started here, and ends with the run."""

    is_here = is_fresh = True
    address = None

    def __init__(self, name: str) -> None:
        self.spec = find_kernel(name)

    def opened(
        self, cwd: Path, environ: Mapping[str, str], on_input: OnInput | None
    ) -> AbstractAsyncContextManager[Kernel]:
        return open_kernel(self.spec, cwd, environ, on_input)


class WarmKernel:
    """One of ours that runs already."""

    is_here, is_fresh = True, False
    address = None

    def __init__(self, project: Project, name: str) -> None:
        self._project = project
        self._warm = find_warm(project, name)
        self.spec = find_kernel(self._warm.kernel)

    @asynccontextmanager
    async def opened(
        self, cwd: Path, environ: Mapping[str, str], on_input: OnInput | None
    ) -> AsyncIterator[Kernel]:
        warm = self._warm
        with used(self._project, warm) as connection:
            async with attach(connection, warm.name, warm.pid, on_input) as kernel:
                yield kernel


class ExistingKernel:
    """Any that runs already, of which the connection file is known."""

    is_here, is_fresh = True, False
    address = None

    def __init__(self, file: str) -> None:
        self._file = file
        self._connection = read_connection(Path(file))
        self.spec = spec_of(self._connection)

    def opened(
        self, cwd: Path, environ: Mapping[str, str], on_input: OnInput | None
    ) -> AbstractAsyncContextManager[Kernel]:
        return attach(self._connection, self._file, None, on_input)


class ServerKernel:
    """One that is started on a Jupyter server, and ends with the run."""

    is_here = is_fresh = False

    def __init__(self, server: Server, spec: KernelSpec, count: Path) -> None:
        """`count` is the file in which its messages are counted."""
        self.spec = spec
        self.address: Address | None = None
        self.heard: Heard | None = None
        self._server = server
        self._count = count

    @asynccontextmanager
    async def opened(
        self, cwd: Path, environ: Mapping[str, str], on_input: OnInput | None
    ) -> AsyncIterator[Kernel]:
        self.heard = Heard(self._count)
        try:
            async with open_remote(
                self._server, self.spec.name, self.heard, on_input
            ) as remote:
                self.address = remote.address
                yield remote.kernel
        finally:
            self.heard.close()


def kernel_here(project: Project, request: RunRequest, wanted: str) -> KernelOfRun:
    """The kernel of this machine that `request` asks for; else the one `wanted`.

    Raises:
        NotFound: there is no such kernel.
        BadInput: it cannot be used as asked.
    """
    found: KernelOfRun
    if request.warm.startswith("/"):
        found = ExistingKernel(request.warm)
    elif request.warm:
        found = WarmKernel(project, request.warm)
    else:
        found = FreshKernel(request.kernel or wanted)
    refuse_what_it_cannot(found, request)
    return found


def refuse_what_it_cannot(kernel: KernelOfRun, request: RunRequest) -> None:
    """Refuse settings that only IPython's kernel, or a fresh one, can be given.

    Raises:
        BadInput: there are such.
    """
    if kernel.spec.is_python:
        return
    name = kernel.spec.name
    if not kernel.is_fresh and (request.variables or request.seed is not None):
        raise BadInput(
            f"The kernel {name} cannot be given variables or a seed: it is not "
            "started here, for this run.",
            hint="Run it in a fresh one: without --warm, --existing and --server.",
        )
    if not kernel.is_here and request.cwd:
        raise BadInput(f"The kernel {name} cannot be sent to a folder.")
    if request.arguments:
        raise BadInput(
            f"The kernel {name} cannot be given arguments.",
            hint="Set variables for it instead: --env NAME=VALUE",
        )


def told(
    kernel: KernelOfRun, request: RunRequest, top: Path, environ: Mapping[str, str]
) -> dict[str, Any]:
    """What one that is not fresh must be told of this run's surroundings."""
    if kernel.is_fresh:
        return {}
    names = {"CORESEARCH_SEED", *request.variables}
    cwd = request.cwd
    if kernel.is_here:
        names.add("CORESEARCH_RUN_DIR")
        cwd = str(top / request.cwd)
    variables = {name: environ[name] for name in names & environ.keys()}
    return {"cwd": cwd, "variables": variables, "is_elsewhere": not kernel.is_here}
