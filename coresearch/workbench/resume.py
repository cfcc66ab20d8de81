"""A run on a server is picked up again, after we were gone.

The server keeps for our session what its kernel says while nobody listens, and sends it
when the session is back. So all of it comes late, but for what was on its way when the
line broke; and nothing of it comes if the server does not keep, or if somebody else has
spoken with the kernel in between. The kernel's own numbers tell how much is missing.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from coresearch.config import RunSettings
from coresearch.core.cells import Cell
from coresearch.core.errors import KernelDied, KernelFault, Refused, ServerGone
from coresearch.core.metrics import Metrics
from coresearch.core.runs import Ended, Run, RunState
from coresearch.journal.runs import ID_DIGITS, last_sent
from coresearch.kernel.heard import Heard
from coresearch.kernel.kernel import Kernel, OnInput, OnOutput, Reply
from coresearch.kernel.locks import hold
from coresearch.kernel.remote import Address, reopen_remote
from coresearch.kernel.server import Server
from coresearch.workbench.attended import GRACE, Attended, cells_of, left_on_server
from coresearch.workbench.endings import ended_by_loss, with_missing
from coresearch.workbench.project import Project
from coresearch.workbench.recorder import Recorder
from coresearch.workbench.run_files import RUNS
from coresearch.workbench.run_record import RunRecord

_AT_ONCE = 5.0
"""Seconds in which a kernel that is there says so, whatever it does meanwhile."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """The last cell that was sent before we were gone."""

    cell: int
    message: str


class Resumption(Attended):
    """The rest of a run that was begun by an earlier coresearch."""

    def __init__(
        self,
        project: Project,
        run: Run,
        settings: RunSettings,
        on_output: OnOutput,
        on_input: OnInput | None = None,
    ) -> None:
        """Prepare it; `on_output` is given what comes from now on.

        Raises:
            Refused: it has ended, or runs nowhere but here.
        """
        _refuse_unless_open(run)
        super().__init__(run.request, cells_of(run.request)[0])
        self.id = run.id
        self.is_python = "ipykernel" in " ".join(run.started["kernelspec"]["argv"])
        self._run = run
        self._project = project
        self._settings = settings
        self._on_output = on_output
        self._on_input = on_input
        self._folder = project.journal.path.parent / RUNS
        self._record = RunRecord(project, run.id)
        self._server = Server(run.request.server)
        found = last_sent(project.journal, run.id)
        self._sent = None if found is None else _Sent(**found)
        if self._sent is not None:
            first = self._sent.cell
            self.cells = [cell for cell in self.cells if cell.number >= first]

    @property
    def goes_on_alone(self) -> bool:
        return True

    async def carry_out(self) -> Ended:
        """Listen to it until its end, and put that on record.

        Raises:
            Refused: another coresearch listens to it.
            KernelFault: the server does not let us in, or cannot be reached: the run
                goes on, or waits, as before.
        """
        self.whole = asyncio.current_task()
        self._folder.mkdir(exist_ok=True)
        try:
            lock = hold(self._folder / f"{self.id}.lock")
        except BlockingIOError:
            raise Refused(
                f"Another coresearch listens to run {self.id[:ID_DIGITS]}."
            ) from None
        try:
            return await self._carry_out()
        finally:
            os.close(lock)
            (self._folder / f"{self.id}.lock").unlink(missing_ok=True)

    async def _carry_out(self) -> Ended:
        recorder = Recorder(
            self._folder / f"{self.id}.outputs",
            self._project.journal.blobs,
            self._settings.keep_output_mb * 1_000_000,
            Metrics(self.request.metrics),
            go_on=True,
        )
        heard = Heard(self._folder / f"{self.id}.heard")
        has_ended = False
        try:
            ended = with_missing(await self._until_its_end(recorder, heard), heard)
            self._record.end(ended, recorder.metrics, recorder.close(), [])
            has_ended = True
        finally:
            recorder.discard(keep_file=not has_ended)
            heard.close()
            if has_ended:
                (self._folder / f"{self.id}.heard").unlink(missing_ok=True)
                with suppress(OSError):
                    (self._folder / self.id).rmdir()
        return ended

    async def _until_its_end(self, recorder: Recorder, heard: Heard) -> Ended:
        remote = self._run.started["remote"]
        address = Address(self._server.url, remote["kernel"], remote["session"])
        name = str(self._run.started["kernelspec"]["name"])
        take = self.taking(recorder, self._on_output)
        try:
            async with reopen_remote(
                self._server, address, name, heard, self._on_input
            ) as kernel:
                return self._described(await self._rest(kernel, take), heard)
        except KernelDied as fault:
            note = f"{fault.message} What it still said, and how it ended, is lost."
            return Ended(RunState.CUT_OFF, note=note)
        except ServerGone as fault:
            raise left_on_server(fault, self.id) from None
        except KernelFault as fault:
            if self.kernel is None:
                raise  # we were not let in
            return ended_by_loss(fault, 0)

    async def _rest(self, kernel: Kernel, take: OnOutput) -> Ended:
        self.kernel = kernel
        kernel.begun = time.monotonic() - self._age
        sent = self._sent
        if sent is not None:
            kernel.expect(sent.message, sent.cell, take)
        # What was kept for us comes before the answer to this.
        with suppress(TimeoutError):
            await asyncio.wait_for(kernel.become_ready("control"), _AT_ONCE)
        was_done = sent is not None and kernel.has_answer(sent.message)
        seconds = self.request.seconds
        left = None if seconds is None else max(GRACE, seconds - self._age)
        ended = await self.in_time(kernel, take, left)
        if was_done and len(self.cells) == 1:
            return ended  # nobody saw when
        return replace(ended, seconds=round(time.monotonic() - kernel.begun, 3))

    @property
    def _age(self) -> float:
        """Seconds since it began, by the clock of whoever began it."""
        begun = datetime.fromisoformat(self._run.at)
        return max(0.0, (datetime.now(UTC) - begun).total_seconds())

    async def run_cell(
        self, kernel: Kernel, cell: Cell, take: OnOutput, identity: str = ""
    ) -> Reply:
        sent = self._sent
        if sent is not None and sent.cell == cell.number:
            return await kernel.answer(sent.message)
        identity = os.urandom(16).hex()
        self._record.send(cell.number, identity)
        return await super().run_cell(kernel, cell, take, identity)

    def _described(self, ended: Ended, heard: Heard) -> Ended:
        """The same end, with what is known of the time in between."""
        if ended.state is RunState.CUT_OFF:
            return ended
        said = "It was picked up again on its server"
        if not heard.can_tell:
            said += "; whether output was lost meanwhile cannot be told."
        elif heard.missing == 0:
            said += ", and no output was lost."
        else:
            said += "."
        return replace(ended, note=f"{ended.note} {said}".strip())


def _refuse_unless_open(run: Run) -> None:
    shown = run.id[:ID_DIGITS]
    if run.ended is not None:
        raise Refused(
            f"Run {shown} has ended: there is nothing to resume.",
            hint=f"See it: coresearch runs show {shown}. Run it again: "
            f"coresearch runs rerun {shown}",
        )
    if not run.request.server:
        raise Refused(
            f"Run {shown} runs here, not on a server: it ends with its coresearch.",
        )
