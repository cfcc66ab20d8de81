"""Drives one sweep to its end: submits what is pending, takes in what has ended.

One driver a sweep, by a lock; only it writes to the journal about its tasks. It may be
killed at any moment. Before a task is submitted its run is on record under the name by
which an engine finds it again, so that the next driver knows of every task that may be
under way; whether one began is told by its claim, and how it ended by its result.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coresearch.config import RunSettings
from coresearch.core.errors import CoresearchError, Refused
from coresearch.core.events import EventType
from coresearch.core.runs import Ended, RunState
from coresearch.core.sweep.standing import (
    Happened,
    Order,
    Standing,
    TaskRecord,
    records,
    standing,
)
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.core.sweep.tasks import Task
from coresearch.journal.sweeps import count_orders, happened
from coresearch.kernel.locks import hold
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import Engine, Job, JobState
from coresearch.sweeps.processes import identity, kill_group
from coresearch.workbench.failure_logs import failure_body
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.ending import (
    Attempt,
    Ending,
    ended_by_loss,
    ending_of,
    given_to,
    last_words,
)
from coresearch.workbench.sweeps.going import Going
from coresearch.workbench.sweeps.pace import Pace
from coresearch.workbench.sweeps.places import (
    DRIVER,
    LOCK,
    ended,
    folder_of,
    job_name,
)
from coresearch.workbench.sweeps.spec import spec_of
from coresearch.workbench.sweeps.started import started_body
from coresearch.workbench.sweeps.tree import lay_out, remove_if_untouched

_HEARTBEAT = 5.0
"""Seconds between two signs of life in `driver.json`."""


@dataclass(slots=True)
class Driver:
    """What one driver knows."""

    project: Project
    sweep: RecordedSweep
    engine: Engine
    settings: RunSettings
    pace: Pace = field(default_factory=Pace)
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    _tasks: list[TaskRecord] = field(default_factory=list)
    _pending: list[int] = field(default_factory=list)
    """Numbers of tasks to be submitted, the last first."""
    _going: dict[str, Going] = field(default_factory=dict)
    _orders: int = 0
    _polled: float = float("-inf")
    _beaten: float = float("-inf")
    _advised: float = float("-inf")

    # -- from start to end ------------------------------------------------------------

    def drive(self) -> None:
        """Go on until every task has ended.

        Raises:
            Refused: another driver is at work.
            CoresearchError: the engine or git refuses; what goes on goes on, and a
                later driver takes it up.
        """
        folder = self._folder
        try:
            lock = hold(folder / LOCK)
        except BlockingIOError:
            raise Refused(
                f"Sweep {self.sweep.id[:7]} has a driver at work.",
                hint="See how far it is: coresearch sweep show",
            ) from None
        try:
            files.make_private(folder / files.TASKS)
            top = lay_out(self.project, self.sweep)
            self._advised = self.clock()
            self._know_again(top)
            while self._step(top):
                self.pause(self.pace.look)
            remove_if_untouched(self.project, self.sweep)
            ended(self.project, self.sweep.id)
            self._beat("")
        except CoresearchError as fault:
            self._beat(f"{fault.message} {fault.hint}".strip())
            raise
        finally:
            os.close(lock)

    @property
    def _folder(self) -> Path:
        return folder_of(self.project, self.sweep.id)

    def _step(self, top: Path) -> bool:
        """Look once at everything; whether there is more to do."""
        self._hear_orders()
        self._take_in()
        self._poll()
        self._submit(top)
        if self.clock() - self._beaten >= _HEARTBEAT:
            self._beat("")
        if self.clock() - self._advised >= self.pace.advise:
            self._advise()
        return bool(self._going or self._pending)

    def _advise(self) -> None:
        """Say what there is to be said early; a fault in it is no reason to end."""
        from coresearch.workbench.sweeps.advice import advise

        self._advised = self.clock()
        with suppress(CoresearchError):
            advise(self.project, self.sweep)

    def _beat(self, fault: str) -> None:
        """Say that it lives, or why it ends."""
        self._beaten = self.clock()
        known = {**identity(os.getpid()), "fault": fault, "going": len(self._going)}
        files.write_whole(self._folder / DRIVER, known)

    # -- what is on record ------------------------------------------------------------

    def _know_again(self, top: Path) -> None:
        """From the journal: what ended, what is under way, what is to be done."""
        self._read()
        names = {}
        for task in self._tasks:
            if task.state is RunState.RUNNING:
                names[task.number] = self._expect(task)
        states = self.engine.poll(list(names.values())) if names else {}
        for number, handle in names.items():
            self._begin_again(self._tasks[number - 1], handle, states, top)

    def _read(self) -> None:
        events = happened(self.project.journal, self.sweep.id)
        self._orders = _count_orders(events)
        self._tasks = records(len(self.sweep.sweep.tasks), events)
        self._find_pending()

    def _find_pending(self) -> None:
        retry = self.sweep.sweep.retry_lost
        self._pending = [
            task.number
            for task in reversed(self._tasks)
            if standing(task, retry) is Standing.PENDING
        ]

    def _expect(self, task: TaskRecord) -> str:
        name = job_name(self.sweep.id, task.number, task.run)
        folder = self._folder / files.TASKS / name
        given = given_to(self.project, task.run)
        attempt = Attempt(task.run, task.number, folder, given)
        self._going[task.run] = Going(attempt, name)
        return name

    def _begin_again(
        self, record: TaskRecord, handle: str, states: Mapping[str, JobState], top: Path
    ) -> None:
        """Hand over again what may never have been, or been lost on its way.

        If it was handed over after all, the claim lets one of the two run.
        """
        may_have_begun = self._going[record.run].may_have_begun
        if not may_have_begun and states.get(handle) is JobState.GONE:
            self._hand_over(self.sweep.sweep.tasks[record.number - 1], record.run, top)

    def _hear_orders(self) -> None:
        """Take in what a person has said since."""
        journal = self.project.journal
        if count_orders(journal, self.sweep.id) != self._orders:
            self._read()
        for going in self._going.values():
            task = self._tasks[going.attempt.task - 1]
            if task.ordered == Order.CANCEL and not going.is_cancelled:
                going.is_cancelled = True
                (going.attempt.folder / files.CANCEL).touch()
                self.engine.cancel(going.handle)

    # -- what has ended ---------------------------------------------------------------

    def _take_in(self) -> None:
        """Put on record how those ended that have left a result."""
        over = []
        for run, going in self._going.items():
            if end := going.end():
                over.append((run, self._ending(going.attempt, *end)))
        self._record(over)

    def _poll(self) -> None:
        """Ask the engine, and put on record what is lost."""
        now = self.clock()
        if not self._going or now - self._polled < self.pace.poll:
            return
        self._polled = now
        states = self.engine.poll([going.handle for going in self._going.values()])
        lost = []
        for run, going in self._going.items():
            state = states.get(going.handle, JobState.UNKNOWN)
            if going.is_lost(state, now, self.pace.grace):
                group = files.read_whole(going.attempt.folder / files.GROUP)
                kill_group(group or {})
                words = last_words(self.engine.log_path(going.handle))
                end = ended_by_loss(words, is_cancelled=going.is_cancelled)
                told = going.told_of_loss()
                lost.append((run, self._ending(going.attempt, end, told)))
        self._record(lost)

    def _ending(
        self, attempt: Attempt, ended: Ended, told: Mapping[str, Any]
    ) -> Ending:
        room = self.settings.keep_output_mb * 1_000_000
        forms = self.sweep.sweep.forms
        return ending_of(self.project, attempt, ended, forms, room, told)

    def _record(self, ended: list[tuple[str, Ending]]) -> None:
        if not ended:
            return
        journal = self.project.journal
        with journal.writing():
            for run, ending in ended:
                journal.append(EventType.RUN_ENDED, run, ending.body)
                if ending.failure is not None:
                    found = failure_body(ending.failure, self.sweep.sweep.path)
                    journal.append(EventType.FAILURE_READ, run, found)
        for run, ending in ended:
            going = self._going.pop(run)
            shutil.rmtree(going.attempt.folder, ignore_errors=True)
            with suppress(OSError):
                going.attempt.given.rmdir()  # where nothing was written
            self._note(going.attempt, RunState(ending.body["state"]))
        from coresearch.workbench.predictions import resolve_by_runs

        resolve_by_runs(self.project)

    def _note(self, attempt: Attempt, state: RunState) -> None:
        task = self._tasks[attempt.task - 1]
        if task.run != attempt.run:
            return
        task.state = state
        task.lost += state is RunState.CUT_OFF
        if standing(task, self.sweep.sweep.retry_lost) is Standing.PENDING:
            self._pending.append(task.number)

    # -- what is to be done -----------------------------------------------------------

    def _submit(self, top: Path) -> None:
        """Hand over as many as there is room for."""
        while self._pending and len(self._going) < self.sweep.sweep.slots:
            number = self._pending.pop()
            task, record = self.sweep.sweep.tasks[number - 1], self._tasks[number - 1]
            run = secrets.token_hex(8)
            if not self._intend(task, run, len(record.runs) + 1, record.run):
                return  # a person has said something: it is heard first
            record.runs.append(run)
            record.state, record.ordered = RunState.RUNNING, ""
            self._expect(record)
            self._hand_over(task, run, top)

    def _intend(self, task: Task, run: str, attempt: int, before: str) -> bool:
        """Put on record that it is about to be submitted, under which name.

        Not after an order that was not heard yet: then nothing is put on record.
        """
        body = started_body(self.sweep, task, run, attempt, before)
        journal = self.project.journal
        with journal.writing():
            if count_orders(journal, self.sweep.id) != self._orders:
                return False
            journal.append(EventType.RUN_STARTED, run, body)
        return True

    def _hand_over(self, task: Task, run: str, top: Path) -> None:
        going = self._going[run]
        folder, given = going.attempt.folder, going.attempt.given
        files.make_private(folder)
        given.mkdir(parents=True, exist_ok=True)
        spec = spec_of(self.sweep, task, top, given)
        files.write_whole(folder / files.SPEC, spec)
        try:
            going.handle = self.engine.submit(Job(going.handle, folder))
        except CoresearchError as fault:
            ended = ended_by_loss(fault.message)
            self._record([(run, self._ending(going.attempt, ended, {}))])
            raise


def _count_orders(events: list[Happened]) -> int:
    return sum(event.kind in list(Order) for event in events)
