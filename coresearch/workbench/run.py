"""One run: what is needed to repeat it goes on record, then the code runs, then how it
ended goes on record.

The kernel starts while the snapshot is taken. Nothing of the person's code has run
before `run.started` is durable; whatever happens after that, `run.ended` follows, and
if coresearch itself is killed, `cut_off` writes it at the next start.
"""

from __future__ import annotations

import asyncio
import os
import resource
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from coresearch.config import RunSettings
from coresearch.core.cells import Cell
from coresearch.core.errors import KernelFault, ServerGone
from coresearch.core.metrics import Metrics
from coresearch.core.predictions import Prediction
from coresearch.core.runs import Ended, RunRequest
from coresearch.hardware import hardware
from coresearch.kernel.kernel import Kernel, OnInput, OnOutput, Reply
from coresearch.kernel.locks import hold
from coresearch.kernel.python import read_environment, setup
from coresearch.kernel.server import Server
from coresearch.repo.snapshots import Snapshot, take_snapshot
from coresearch.workbench.attended import Attended, cells_of, left_on_server
from coresearch.workbench.endings import ended_by_loss, with_missing
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import Recorder
from coresearch.workbench.reported import read_reports, read_stores
from coresearch.workbench.run_files import RUNS, stack_file
from coresearch.workbench.run_kernels import (
    KernelOfRun,
    ServerKernel,
    kernel_here,
    refuse_what_it_cannot,
    told,
)
from coresearch.workbench.run_record import RunRecord
from coresearch.workbench.suggested_run import Permit
from coresearch.workbench.surroundings import (
    environ_for,
    recorded_variables,
    surroundings,
)
from coresearch.workbench.written import written_since


class Execution(Attended):
    """One run of a request."""

    def __init__(
        self,
        project: Project,
        request: RunRequest,
        settings: RunSettings,
        on_output: OnOutput,
        on_input: OnInput | None = None,
        on_start: Callable[[str], None] = lambda run: None,
        permit: Permit | None = None,
        prediction: Prediction | None = None,
    ) -> None:
        """Prepare it; nothing is started yet.

        `on_output` is given each output after it is recorded, `on_start` the run's id
        once it is on record. What was suggested needs `permit`: the person's decision,
        made durable before the kernel starts. A `prediction` goes on record before the
        code runs, and its rule is checked after it.

        Raises:
            BadInput: the notebook is none, or the code cannot be run as asked.
            NotFound: there is no such kernel.
        """
        cells, self._wanted = cells_of(request)
        limit = request.seconds if request.seconds else settings.timeout
        super().__init__(replace(request, seconds=limit), cells)
        self.id = secrets.token_hex(8)
        self._project = project
        self._settings = settings
        self._on_output = on_output
        self._on_input = on_input
        self._on_start = on_start
        self._permit = permit
        self._folder = project.journal.path.parent / RUNS
        self._given = self._folder / self.id
        self._record = RunRecord(project, self.id, prediction)
        self._server = Server(request.server) if request.server else None
        self._source: KernelOfRun | None = None
        if self._server is None:
            wanted = self._wanted or settings.kernel
            self._source = kernel_here(project, request, wanted)

    async def _find_kernel(self) -> KernelOfRun:
        """The kernel that it will have; a server must be asked for it."""
        found = self._source
        if found is None:
            assert self._server is not None
            name = self.request.kernel or self._wanted
            spec = await self._server.find_kernel(name)
            found = ServerKernel(self._server, spec, self._folder / f"{self.id}.heard")
            refuse_what_it_cannot(found, self.request)
        self.is_python = found.spec.is_python
        self.request = replace(self.request, kernel=found.spec.name)
        return found

    @property
    def goes_on_alone(self) -> bool:
        return bool(self.request.server) and self._record.has_begun

    # -- from start to end ------------------------------------------------------------

    async def carry_out(self) -> Ended:
        """Run it, and put on record how it ended.

        Raises:
            EffectFailed: git could not take the snapshot; nothing was run.
            Refused: `permit` says no; nothing was run.
            KernelFault: the server does not let us in, or cannot be reached. A run that
                was begun there goes on.
        """
        self.whole = asyncio.current_task()
        source = await self._find_kernel()
        self._given.mkdir(parents=True)
        lock = hold(self._folder / f"{self.id}.lock")
        recorder = Recorder(
            self._folder / f"{self.id}.outputs",
            self._project.journal.blobs,
            self._settings.keep_output_mb * 1_000_000,
            Metrics(self.request.metrics),
        )
        left_there = False
        try:
            if self._permit is not None:
                self._record.decision = self._permit(self.id, source.spec.name)
            return await self._carry_out(source, recorder)
        except ServerGone as fault:
            left_there = self._record.has_begun
            raise (left_on_server(fault, self.id) if left_there else fault) from None
        finally:
            if not self._record.has_begun:
                self._record.nothing_ran()
            recorder.discard(keep_file=left_there)
            if not left_there:
                (self._folder / f"{self.id}.heard").unlink(missing_ok=True)
            stack_file(self._folder, self.id).unlink(missing_ok=True)
            with suppress(OSError):  # it is not empty
                self._given.rmdir()
            os.close(lock)
            (self._folder / f"{self.id}.lock").unlink(missing_ok=True)

    async def _carry_out(self, source: KernelOfRun, recorder: Recorder) -> Ended:
        project = self._project
        largest = self._settings.snapshot_file_mb * 1_000_000
        snapshot = asyncio.ensure_future(
            asyncio.to_thread(take_snapshot, project.root, self.id, largest)
        )
        machine = asyncio.ensure_future(asyncio.to_thread(hardware))
        since = self._given.stat().st_mtime_ns
        memory = _peak()
        try:
            ended = await self._in_kernel(source, snapshot, machine, recorder)
        except ServerGone:
            await snapshot
            raise
        except KernelFault as fault:
            if not self._record.has_begun:
                self._begin(source, await snapshot, {"hardware": await machine})
            ended = ended_by_loss(fault, 0)
        if source.is_here and _peak() > memory:
            ended = replace(ended, peak_memory=_peak())
        self._end(source, ended, recorder, since)
        return ended

    async def _in_kernel(
        self,
        source: KernelOfRun,
        snapshot: asyncio.Future[Snapshot],
        machine: asyncio.Future[dict[str, Any]],
        recorder: Recorder,
    ) -> Ended:
        environ = environ_for(self.request, self._given)
        cwd = self._project.root / self.request.cwd
        async with source.opened(cwd, environ, self._on_input) as kernel:
            self.kernel = kernel
            found = dict(await self._make_ready(source, kernel, environ))
            if source.is_here:
                found["hardware"] = await machine
                found["variables"] = recorded_variables(environ)
            self._begin(source, await snapshot, found)
            take = self.taking(recorder, self._on_output)
            kernel.begun = time.monotonic()
            ended = await self.in_time(kernel, take, self.request.seconds)
            ended = replace(ended, seconds=round(time.monotonic() - kernel.begun, 3))
            heard = source.heard if isinstance(source, ServerKernel) else None
            return ended if heard is None else with_missing(ended, heard)

    async def _make_ready(
        self, source: KernelOfRun, kernel: Kernel, environ: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """Prepare a Python kernel; what it says about its environment.

        Raises:
            KernelFault: it cannot be prepared.
        """
        if not self.is_python:
            return {}
        top = self._project.root
        extra = told(source, self.request, top, environ)
        around = surroundings(
            self.request,
            len(self.cells),
            top if source.is_here else None,
            extra,
            str(stack_file(self._folder, self.id)),
        )
        printed: list[str] = []
        reply = await kernel.execute(
            setup(around),
            0,
            lambda output: printed.append(output.content.get("text", "")),
            silent=True,
        )
        if reply.status != "ok" and not self.is_stopping:
            raise KernelFault(
                "The kernel could not be prepared for the run: "
                f"{reply.ename}: {reply.evalue}."
            )
        return read_environment("".join(printed))

    async def run_cell(
        self, kernel: Kernel, cell: Cell, take: OnOutput, identity: str = ""
    ) -> Reply:
        if self.request.server:
            identity = secrets.token_hex(16)
            self._record.send(cell.number, identity)
        return await super().run_cell(kernel, cell, take, identity)

    # -- the record -------------------------------------------------------------------

    def _begin(
        self, source: KernelOfRun, snapshot: Snapshot, environment: Mapping[str, Any]
    ) -> None:
        self._record.begin(
            self.request, source.spec, snapshot, environment, source.address
        )
        self._on_start(self.id)

    def _end(
        self, source: KernelOfRun, ended: Ended, recorder: Recorder, since: int
    ) -> None:
        files = []
        if source.is_here:
            root = self._project.root
            read_reports(self._given, recorder.metrics)
            files = list(written_since(root, self._given, since=since))
            read_stores(root, files, since / 1e9, recorder.metrics)
        self._record.end(ended, recorder.metrics, recorder.close(), files)


def _peak() -> int:
    """Bytes, of the largest process that was started and has ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
