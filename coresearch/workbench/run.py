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
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from coresearch.config import RunSettings
from coresearch.core.cells import Cell, read_notebook, script_cells
from coresearch.core.errors import BadInput, KernelDied, KernelFault
from coresearch.core.events import EventType
from coresearch.core.outputs import Output
from coresearch.core.predictions import Prediction
from coresearch.core.runs import (
    Ended,
    RunKind,
    RunRequest,
    RunState,
)
from coresearch.kernel.attached import attach, read_connection, spec_of
from coresearch.kernel.kernel import Kernel, OnInput, OnOutput, open_kernel
from coresearch.kernel.python import Surroundings, padded, read_environment, setup
from coresearch.kernel.specs import find_kernel
from coresearch.repo.snapshots import Snapshot, drop_snapshot, take_snapshot
from coresearch.workbench.endings import ended_by_error, ended_by_loss
from coresearch.workbench.predicted import Predicted
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import Recorder
from coresearch.workbench.reported import read_reports, read_stores
from coresearch.workbench.run_files import RUNS, hold
from coresearch.workbench.run_record import ended_body, started_body
from coresearch.workbench.suggested_run import Permit
from coresearch.workbench.surroundings import hardware, recorded_variables
from coresearch.workbench.warm import Warm, find_warm, used
from coresearch.workbench.written import written_since

GRACE = 5.0
"""Seconds for code to end after its time limit has interrupted it."""


class Execution:
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
        self.id = secrets.token_hex(8)
        self._project = project
        self._settings = settings
        self._on_output = on_output
        self._on_input = on_input
        self._on_start = on_start
        self.cells, wanted = _cells(request)
        self._warm: Warm | None = None
        self._existing: Mapping[str, Any] | None = None
        if request.warm.startswith("/"):
            self._existing = read_connection(Path(request.warm))
            self.spec = spec_of(self._existing)
        elif request.warm:
            self._warm = find_warm(project, request.warm)
            self.spec = find_kernel(self._warm.kernel)
        else:
            self.spec = find_kernel(request.kernel or wanted or settings.kernel)
        limit = request.seconds if request.seconds else settings.timeout
        self._request = replace(request, kernel=self.spec.name, seconds=limit)
        if request.warm and not self.spec.is_python:
            _refuse_settings(request)
        if request.arguments and not self.spec.is_python:
            raise BadInput(
                f"The kernel {self.spec.name} cannot be given arguments.",
                hint="Set variables for it instead: --env NAME=VALUE",
            )
        self._folder = project.journal.path.parent / RUNS
        self._given = self._folder / self.id
        self._stop: RunState | None = None
        self._note = ""
        self._kernel: Kernel | None = None
        self._whole: asyncio.Task[Any] | None = None
        self._permit = permit
        self._predicted = Predicted(self.id, prediction)
        self._decision = ""
        self._is_on_record = False
        self._tasks: set[asyncio.Task[None]] = set()

    # -- while it runs ----------------------------------------------------------------

    @property
    def is_stopping(self) -> bool:
        """Whether it has been interrupted already."""
        return self._stop is not None

    def interrupt(self, note: str = "") -> None:
        """Ctrl-C for the code; the run then ends, whatever the code makes of it."""
        self._stop = self._stop or RunState.INTERRUPTED
        self._note = self._note or note
        if self._kernel is None:
            self._give_up()
        else:
            self._later(self._kernel.interrupt())

    def kill(self, note: str = "") -> None:
        """End the kernel now, with everything that the code has started."""
        self._stop = self._stop or RunState.INTERRUPTED
        self._note = self._note or note
        if self._kernel is None:
            self._give_up()
        else:
            self._later(self._kernel.kill())

    def _give_up(self) -> None:
        """Stop before anything of the code has run."""
        if self._whole is not None:
            self._whole.cancel()

    def _later(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- from start to end ------------------------------------------------------------

    async def carry_out(self) -> Ended:
        """Run it, and put on record how it ended.

        Raises:
            EffectFailed: git could not take the snapshot; nothing was run.
            Refused: `permit` says no; nothing was run.
        """
        self._whole = asyncio.current_task()
        self._given.mkdir(parents=True)
        lock = hold(self._folder / f"{self.id}.lock")
        recorder = Recorder(
            self._folder / f"{self.id}.outputs",
            self._project.journal.blobs,
            self._most_kept,
        )
        try:
            if self._permit is not None:
                self._decision = self._permit(self.id, self.spec.name)
            return await self._carry_out(recorder)
        finally:
            if not self._is_on_record:
                self._record_nothing_ran()
            recorder.discard()
            _remove_if_empty(self._given)
            os.close(lock)
            (self._folder / f"{self.id}.lock").unlink(missing_ok=True)

    @property
    def _most_kept(self) -> int:
        return self._settings.keep_output_mb * 1_000_000

    async def _carry_out(self, recorder: Recorder) -> Ended:
        project = self._project
        largest = self._settings.snapshot_file_mb * 1_000_000
        snapshot = asyncio.ensure_future(
            asyncio.to_thread(take_snapshot, project.root, self.id, largest)
        )
        machine = asyncio.ensure_future(asyncio.to_thread(hardware))
        since = self._given.stat().st_mtime_ns
        memory = _peak()
        try:
            ended = await self._in_kernel(snapshot, machine, recorder)
        except KernelFault as fault:
            if not self._is_on_record:
                self._record_start(await snapshot, {"hardware": await machine})
            ended = ended_by_loss(fault, 0)
        if _peak() > memory:
            ended = replace(ended, peak_memory=_peak())
        self._record_end(ended, recorder, since)
        return ended

    async def _in_kernel(
        self,
        snapshot: asyncio.Future[Snapshot],
        machine: asyncio.Future[dict[str, Any]],
        recorder: Recorder,
    ) -> Ended:
        environ = self._environ()
        cwd = self._project.root / self._request.cwd
        async with self._opened(cwd, environ) as kernel:
            self._kernel = kernel
            python = await self._make_ready(kernel)
            found = {
                **python,
                "hardware": await machine,
                "variables": recorded_variables(environ),
            }
            self._record_start(await snapshot, found)

            def take(output: Output) -> None:
                recorder.take(output)
                self._on_output(output)

            kernel.begun = time.monotonic()
            ended = await self._in_time(kernel, take)
            seconds = round(time.monotonic() - kernel.begun, 3)
            return replace(ended, seconds=seconds)

    @asynccontextmanager
    async def _opened(
        self, cwd: Path, environ: dict[str, str]
    ) -> AsyncIterator[Kernel]:
        """A fresh kernel, or the one that runs already."""
        on_input, warm = self._on_input, self._warm
        if warm is not None:
            with used(self._project, warm) as connection:
                async with attach(connection, warm.name, warm.pid, on_input) as kernel:
                    yield kernel
        elif self._existing is not None:
            file = self._request.warm
            async with attach(self._existing, file, None, on_input) as kernel:
                yield kernel
        else:
            async with open_kernel(self.spec, cwd, environ, on_input) as kernel:
                yield kernel

    def _environ(self) -> dict[str, str]:
        request = self._request
        environ = {**os.environ, **request.variables}
        if request.seed is not None:
            environ["CORESEARCH_SEED"] = str(request.seed)
        if "PYTHONHASHSEED" not in environ:
            # Chosen and on record, so that the order of sets can be had again.
            chosen = secrets.randbits(32) if request.seed is None else request.seed
            environ["PYTHONHASHSEED"] = str(chosen % 2**32)
        environ["CORESEARCH_RUN_DIR"] = str(self._given)
        return environ

    async def _make_ready(self, kernel: Kernel) -> Mapping[str, Any]:
        """Prepare a Python kernel; what it says about its environment."""
        if not self.spec.is_python:
            return {}
        request = self._request
        file, folder = "", str(self._project.root / request.cwd)
        if request.kind is RunKind.SCRIPT and request.path:
            file = str(self._project.root / request.path)
            folder = str(Path(file).parent)
        around = Surroundings(
            argv=[file or "-c", *request.arguments],
            file=file,
            source=request.code if file else "",
            folder=folder,
            shows_values=request.kind is RunKind.NOTEBOOK or len(self.cells) > 1,
            seed=request.seed,
            **self._for_warm(),
        )
        printed: list[str] = []
        await kernel.execute(
            setup(around),
            0,
            lambda output: printed.append(output.content.get("text", "")),
            silent=True,
        )
        return read_environment("".join(printed))

    def _for_warm(self) -> dict[str, Any]:
        """What a kernel that runs already must be told of this run's surroundings."""
        if self._warm is None:
            return {}
        environ = self._environ()
        names = {"CORESEARCH_RUN_DIR", "CORESEARCH_SEED", *self._request.variables}
        cwd = self._project.root / self._request.cwd
        variables = {name: environ[name] for name in names & environ.keys()}
        return {"cwd": str(cwd), "variables": variables}

    async def _in_time(self, kernel: Kernel, take: OnOutput) -> Ended:
        """Run the cells; interrupt them at the time limit, and kill them after that."""
        work = asyncio.ensure_future(self._run_cells(kernel, take))
        await asyncio.wait({work}, timeout=self._request.seconds)
        if not work.done() and self._stop is None:
            self._stop = RunState.TIMED_OUT
            await kernel.interrupt()
            await asyncio.wait({work}, timeout=GRACE)
            if not work.done():
                self._note = f"It did not stop within {GRACE:.0f} s, and was killed."
                await kernel.kill()
        ended = await work
        if self._stop is None:
            return ended
        return replace(ended, state=self._stop, exit_code=None, note=self._note)

    async def _run_cells(self, kernel: Kernel, take: OnOutput) -> Ended:
        for cell in self.cells:
            if self._stop is not None:
                break
            try:
                reply = await kernel.execute(self._code(cell), cell.number, take)
            except KernelDied as fault:
                return ended_by_loss(fault, cell.number)
            if reply.status != "ok" and not (cell.may_fail and self._stop is None):
                return ended_by_error(reply, cell.number)
        return Ended(RunState.SUCCEEDED, exit_code=0)

    def _code(self, cell: Cell) -> str:
        is_file = self._request.kind is RunKind.SCRIPT and self.spec.is_python
        return padded(cell.source, cell.line) if is_file else cell.source

    # -- the record -------------------------------------------------------------------

    def _record_start(self, snapshot: Snapshot, environment: Mapping[str, Any]) -> None:
        body = started_body(
            self._request,
            self.spec,
            snapshot,
            environment,
            self._project.checkout.worktree,
            self._decision,
        )
        journal = self._project.journal
        with journal.writing():
            journal.append(EventType.RUN_STARTED, self.id, body)
            self._predicted.record(journal)
            if self._decision:
                journal.record_effect(self._decision, applied=True)
        self._is_on_record = True
        self._on_start(self.id)

    def _record_nothing_ran(self) -> None:
        drop_snapshot(self._project.root, self.id)
        if self._decision:
            journal = self._project.journal
            with journal.writing():
                note = "It was stopped before its code ran."
                journal.record_effect(self._decision, applied=False, note=note)

    def _record_end(self, ended: Ended, recorder: Recorder, since: int) -> None:
        read_reports(self._given, recorder.metrics)
        files = list(written_since(self._project.root, self._given, since=since))
        root = self._project.root
        read_stores(root, files, since / 1e9, recorder.metrics)
        body = ended_body(ended, recorder.metrics, recorder.close(), files)
        journal = self._project.journal
        with journal.writing():
            journal.append(EventType.RUN_ENDED, self.id, body)
            if ended.state is RunState.SUCCEEDED:
                self._predicted.resolve(journal, recorder.metrics)
        from coresearch.workbench.mends import learn_from  # no run waits for it

        learn_from(self._project, self.id)


def _refuse_settings(request: RunRequest) -> None:
    if request.variables or request.seed is not None:
        raise BadInput(
            "A kernel that runs already cannot be given variables or a seed.",
            hint="Run it in a fresh one: without --warm and --existing.",
        )


def _cells(request: RunRequest) -> tuple[Sequence[Cell], str]:
    """The cells to run, and the kernel that the notebook names."""
    if request.kind is RunKind.NOTEBOOK:
        notebook = read_notebook(request.code, request.path)
        return notebook.cells, notebook.kernel
    if request.kind is RunKind.SCRIPT:
        return script_cells(request.code), ""
    return (Cell(1, request.code),), ""


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _peak() -> int:
    """Bytes, of the largest process that was started and has ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
