"""Where each task of a sweep stands, by what the journal has of it, and what is next.

The journal decides, and no engine: what is submitted follows from the events alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from coresearch.core.runs import RunState


class Standing(StrEnum):
    """Where a task stands."""

    PENDING = "pending"
    """It is to be submitted."""
    GOING = "going"
    """It was submitted, and how it ended is not on record."""
    DONE = "done"
    FAILED = "failed"
    """Its code failed, or was stopped at its time limit."""
    LOST = "lost"
    """Nobody saw its end: its machine, or what watched over it, was killed."""
    CANCELLED = "cancelled"


_ENDED = {
    RunState.SUCCEEDED: Standing.DONE,
    RunState.INTERRUPTED: Standing.CANCELLED,
    RunState.CUT_OFF: Standing.LOST,
}


@dataclass(slots=True)
class TaskRecord:
    """What is on record of one task."""

    number: int
    runs: list[str] = field(default_factory=list)
    """Its attempts' runs, oldest first."""
    state: RunState | None = None
    """Of the last one; None before the first."""
    lost: int = 0
    """How many of its attempts were lost since the last order."""
    ordered: str = ""
    """The last order that came after its last attempt began: `cancel` or `retry`."""

    @property
    def run(self) -> str:
        """The last attempt's run, or nothing."""
        return self.runs[-1] if self.runs else ""


def standing(task: TaskRecord, retry_lost: int = 0) -> Standing:
    """Where a task stands, where so many lost attempts are begun anew."""
    if task.state is RunState.RUNNING:
        return Standing.GOING
    if task.state is None:
        is_off = task.ordered == "cancel"
        return Standing.CANCELLED if is_off else Standing.PENDING
    if task.ordered == "retry":
        return Standing.PENDING
    found = _ENDED.get(task.state, Standing.FAILED)
    if found is Standing.LOST and task.ordered != "cancel" and task.lost <= retry_lost:
        return Standing.PENDING
    return found


class Order(StrEnum):
    """What a person says of tasks that are under way."""

    CANCEL = "cancel"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event about a sweep's tasks, in the order of the journal."""

    kind: str
    """`started`, `ended`, or an `Order`."""
    tasks: tuple[int, ...] = ()
    """Which; none for all of them."""
    run: str = ""
    state: RunState | None = None


def records(count: int, events: Iterable[Happened]) -> list[TaskRecord]:
    """What is on record of each of `count` tasks, from 1."""
    found = [TaskRecord(number) for number in range(1, count + 1)]
    for event in events:
        for number in event.tasks or range(1, count + 1):
            task = found[number - 1]
            match event.kind:
                case "started":
                    task.runs.append(event.run)
                    task.state, task.ordered = RunState.RUNNING, ""
                case "ended":
                    if event.run == task.run:
                        task.state = event.state
                        task.lost += event.state is RunState.CUT_OFF
                case order:
                    task.ordered = order
                    task.lost = 0
    return found
