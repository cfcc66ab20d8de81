"""Code in a kernel, cell by cell, with somebody beside it who can stop it."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any

from coresearch.core.cells import Cell, read_notebook, script_cells
from coresearch.core.errors import AnswerLost, KernelDied, ServerGone
from coresearch.core.outputs import Output
from coresearch.core.runs import Ended, RunKind, RunRequest, RunState
from coresearch.journal.runs import ID_DIGITS
from coresearch.kernel.kernel import Kernel, OnOutput, Reply
from coresearch.kernel.python import padded
from coresearch.workbench.endings import ended_by_error, ended_by_loss
from coresearch.workbench.recorder import Recorder

GRACE = 5.0
"""Seconds for code to end after its time limit has interrupted it."""


class Attended(ABC):
    """A run while it goes on."""

    id: str

    def __init__(self, request: RunRequest, cells: Sequence[Cell]) -> None:
        self.request = request
        self.cells = cells
        self.kernel: Kernel | None = None
        self.is_python = True
        self.whole: asyncio.Task[Any] | None = None
        self._stop: RunState | None = None
        self._note = ""
        self._tasks: set[asyncio.Task[None]] = set()

    @abstractmethod
    async def carry_out(self) -> Ended:
        """See it to its end, and put on record how it ended."""

    # -- the person's word ------------------------------------------------------------

    @property
    def is_stopping(self) -> bool:
        """Whether it has been interrupted already."""
        return self._stop is not None

    def interrupt(self, note: str = "") -> None:
        """Ctrl-C for the code; the run then ends, whatever the code makes of it."""
        self._stop = self._stop or RunState.INTERRUPTED
        self._note = self._note or note
        if self.kernel is None:
            self._give_up()
        else:
            self._later(self.kernel.interrupt())

    def kill(self, note: str = "") -> None:
        """End the kernel now, with everything that the code has started."""
        self._stop = self._stop or RunState.INTERRUPTED
        self._note = self._note or note
        if self.kernel is None:
            self._give_up()
        else:
            self._later(self.kernel.kill())

    @property
    def goes_on_alone(self) -> bool:
        """Whether its code goes on, and is found again, when we leave."""
        return False

    def leave(self, note: str) -> None:
        """We are asked to end: leave it to itself if it can be found again."""
        if self.goes_on_alone and self.kernel is not None:
            self.kernel.lose(ServerGone(note))
        else:
            self.kill(note)

    def _give_up(self) -> None:
        """Stop before anything of the code has run."""
        if self.whole is not None:
            self.whole.cancel()

    def _later(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def taking(self, recorder: Recorder, show: OnOutput) -> OnOutput:
        """What records an output, and then shows it.

        What comes from a server is shown a moment later: first it is counted, so that
        whoever kills us at the sight of it finds the count right.
        """
        loop = asyncio.get_running_loop()

        def take(output: Output) -> None:
            recorder.take(output)
            if self.request.server:
                loop.call_soon(show, output)
            else:
                show(output)

        return take

    # -- cell by cell -----------------------------------------------------------------

    async def in_time(
        self, kernel: Kernel, take: OnOutput, seconds: float | None
    ) -> Ended:
        """Run the cells; interrupt them at the time limit, and kill them after that."""
        work = asyncio.ensure_future(self._run_cells(kernel, take))
        await asyncio.wait({work}, timeout=seconds)
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
                reply = await self.run_cell(kernel, cell, take)
            except (KernelDied, AnswerLost) as fault:
                return ended_by_loss(fault, cell.number)
            if reply.status != "ok" and not (cell.may_fail and self._stop is None):
                return ended_by_error(reply, cell.number)
        return Ended(RunState.SUCCEEDED, exit_code=0)

    async def run_cell(
        self, kernel: Kernel, cell: Cell, take: OnOutput, identity: str = ""
    ) -> Reply:
        """Run one cell; what the kernel replies."""
        is_file = self.request.kind is RunKind.SCRIPT and self.is_python
        code = padded(cell.source, cell.line) if is_file else cell.source
        return await kernel.execute(code, cell.number, take, identity=identity)


def left_on_server(fault: ServerGone, run: str) -> ServerGone:
    """The same fault, for a run that may go on there."""
    shown = run[:ID_DIGITS]
    return ServerGone(
        fault.message,
        hint=f"What runs there may go on; nothing of the record is lost. "
        f"Pick it up again: coresearch run --resume {shown}",
    )


def cells_of(request: RunRequest) -> tuple[Sequence[Cell], str]:
    """The cells to run, and the kernel that the notebook names.

    Raises:
        BadInput: it is no notebook.
    """
    if request.kind is RunKind.NOTEBOOK:
        notebook = read_notebook(request.code, request.path)
        return notebook.cells, notebook.kernel
    if request.kind is RunKind.SCRIPT:
        return script_cells(request.code), ""
    return (Cell(1, request.code),), ""
