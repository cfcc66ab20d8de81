"""What a person says of a sweep that is under way: stop, go on, again."""

from __future__ import annotations

from collections.abc import Sequence

from coresearch.core.errors import BadInput, NotFound, Refused
from coresearch.core.events import EventType
from coresearch.core.sweep.standing import (
    Order,
    Standing,
    TaskRecord,
    records,
    standing,
)
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.journal.sweeps import (
    ID_DIGITS,
    find_sweep,
    happened,
    last_sweep,
    read_sweep,
)
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.begin import start_driver
from coresearch.workbench.sweeps.places import is_driven

_NOT_GOOD = (Standing.FAILED, Standing.LOST)


def named(project: Project, text: str | None) -> tuple[RecordedSweep, int | None]:
    """The sweep, and the task's number if one is named: `3f2a`, `3f2a/003`, `/3`.

    Without a sweep it is the last one.

    Raises:
        NotFound: there is no such sweep, or task.
        BadInput: what is behind the slash is no number, or several begin like that.
    """
    journal = project.journal
    begin, slash, number = (text or "").partition("/")
    found = find_sweep(journal, begin) if begin else last_sweep(journal)
    recorded = read_sweep(journal, found)
    if not slash:
        return recorded, None
    if not number.isdecimal():
        raise BadInput(f"/{number} is no task's number.", hint="Such as: 3f2a/003")
    if not 1 <= int(number) <= len(recorded.sweep.tasks):
        most = len(recorded.sweep.tasks)
        raise NotFound(f"There is no task {int(number)}: there are 1 to {most}.")
    return recorded, int(number)


def tasks_of(project: Project, recorded: RecordedSweep) -> list[TaskRecord]:
    """What is on record of each task."""
    events = happened(project.journal, recorded.id)
    return records(len(recorded.sweep.tasks), events)


def stand_of(recorded: RecordedSweep, task: TaskRecord) -> Standing:
    """Where a task stands."""
    return standing(task, recorded.sweep.retry_lost)


def cancel(project: Project, recorded: RecordedSweep, number: int | None) -> list[int]:
    """End a task, or all of them; the numbers of those that had not ended.

    Raises:
        Refused: they all have.
    """
    tasks = tasks_of(project, recorded)
    chosen = [task for task in tasks if number in (None, task.number)]
    states = {task.number: stand_of(recorded, task) for task in chosen}
    open_ = (Standing.PENDING, Standing.GOING)
    ending = [one for one, state in states.items() if state in open_]
    if not ending:
        raise Refused("There is nothing to cancel: all of it has ended.")
    _order(project, recorded, Order.CANCEL, ending if number else ())
    if Standing.GOING in states.values() and not is_driven(project, recorded.id):
        start_driver(project, recorded.id)  # which ends what goes on
    return ending


def retry(
    project: Project,
    recorded: RecordedSweep,
    number: int | None,
    every: bool = False,
) -> list[int]:
    """Begin again a task, or those that failed or were lost; their numbers.

    With `every` those that were cancelled, too.

    Raises:
        Refused: there is none.
    """
    tasks = tasks_of(project, recorded)
    wanted = [*_NOT_GOOD, Standing.CANCELLED] if every or number else list(_NOT_GOOD)
    chosen = [
        task.number
        for task in tasks
        if number in (None, task.number) and stand_of(recorded, task) in wanted
    ]
    if not chosen:
        what = f"Task {number}" if number else "No task"
        raise Refused(
            f"{what} is to be tried again.",
            hint="One that failed, was lost or cancelled can be: coresearch sweep show",
        )
    _order(project, recorded, Order.RETRY, chosen)
    if not is_driven(project, recorded.id):
        start_driver(project, recorded.id)
    return chosen


def resume(project: Project, recorded: RecordedSweep) -> int:
    """Go on with a sweep whose driver is gone; how many tasks have not ended.

    Raises:
        Refused: it has a driver, or every task has ended.
    """
    if is_driven(project, recorded.id):
        raise Refused(f"Sweep {recorded.id[:ID_DIGITS]} goes on: it has a driver.")
    left = count_open(project, recorded)
    if not left:
        raise Refused(
            f"Every task of sweep {recorded.id[:ID_DIGITS]} has ended.",
            hint="To begin failed ones again: coresearch sweep retry --failed",
        )
    start_driver(project, recorded.id)
    return left


def count_open(project: Project, recorded: RecordedSweep) -> int:
    """How many of its tasks have not ended."""
    open_ = (Standing.PENDING, Standing.GOING)
    return sum(stand_of(recorded, t) in open_ for t in tasks_of(project, recorded))


def _order(
    project: Project, recorded: RecordedSweep, order: Order, tasks: Sequence[int]
) -> None:
    body = {"order": order, "tasks": list(tasks)}
    with project.journal.writing():
        project.journal.append(EventType.SWEEP_ORDERED, recorded.id, body)
