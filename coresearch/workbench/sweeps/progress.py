"""How far a sweep is: counts, pace, what is left, what is best so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coresearch.core.intervals import Estimate, estimate
from coresearch.core.metric_names import direction
from coresearch.core.runs import RunState
from coresearch.core.sweep.standing import Standing, TaskRecord
from coresearch.core.sweep.sweep import RecordedSweep
from coresearch.core.sweep.tasks import Task
from coresearch.journal.sweeps import TaskRow, attempts, metric_names, values_of
from coresearch.sweeps import files
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.orders import stand_of, tasks_of
from coresearch.workbench.sweeps.places import DRIVER, folder_of, is_driven, job_name

_ENOUGH = 3
"""Tasks that must have ended before anything is said of the time that is left."""


@dataclass(frozen=True, slots=True)
class ArmRow:
    """What is known of one arm: its tasks over their seeds."""

    arm: str
    tasks: int
    """The denominator: also those that failed, or have not ended."""
    standings: Mapping[Standing, int]
    metrics: Mapping[str, Estimate]
    """Of the runs that succeeded and reported one."""

    @property
    def failures(self) -> int:
        """Tasks that failed or were lost."""
        return self.standings.get(Standing.FAILED, 0) + self.standings.get(
            Standing.LOST, 0
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """A sweep at one moment."""

    sweep: RecordedSweep
    standings: Mapping[Standing, int]
    running: int
    """Of those that are going, how many have begun; the others wait in line."""
    is_driven: bool
    fault: str
    """Why its last driver ended, if it did so before the end."""
    spent: float
    """Hours that tasks have run for."""
    left: tuple[float, float] | None
    """Seconds, from and to (95 % of the mean), until the end; None: too little is
    known."""
    rate: float | None
    """Tasks an hour, at the pace so far."""
    metric: str
    goal: str
    best: ArmRow | None

    @property
    def total(self) -> int:
        """How many tasks there are."""
        return len(self.sweep.sweep.tasks)

    @property
    def open(self) -> int:
        """How many have not ended."""
        return self.standings.get(Standing.PENDING, 0) + self.going

    @property
    def going(self) -> int:
        """How many are in line or running."""
        return self.standings.get(Standing.GOING, 0)

    @property
    def is_stalled(self) -> bool:
        """Whether there is more to do, and nobody who does it."""
        return bool(self.open) and not self.is_driven


def progress(project: Project, recorded: RecordedSweep) -> Progress:
    """How far the sweep is."""
    tasks = tasks_of(project, recorded)
    rows = attempts(project.journal, recorded.id)
    standings = Counter(stand_of(recorded, task) for task in tasks)
    took = [row.seconds for row in rows if row.seconds is not None]
    open_ = standings[Standing.PENDING] + standings[Standing.GOING]
    metric, goal = compared_by(project, recorded)
    best = _best(table(project, recorded, tasks, [metric] if metric else []), goal)
    folder = folder_of(project, recorded.id)
    driver = files.read_whole(folder / DRIVER) or {}
    slots = recorded.sweep.slots
    mean = estimate(took) if len(took) >= _ENOUGH else None
    return Progress(
        recorded,
        standings,
        _begun(folder, recorded, tasks),
        is_driven(project, recorded.id),
        str(driver.get("fault", "")),
        sum(took) / 3600,
        _left(mean, open_, slots),
        3600 * slots / mean.mean if mean is not None and mean.mean > 0 else None,
        metric,
        goal,
        best,
    )


def _left(mean: Estimate | None, open_: int, slots: int) -> tuple[float, float] | None:
    """Seconds for what is open, in rounds of `slots` at a time."""
    if mean is None or mean.half_width is None:
        return None
    rounds = -(-open_ // max(slots, 1))
    low = max(mean.mean - mean.half_width, 0.0)
    return rounds * low, rounds * (mean.mean + mean.half_width)


def _begun(folder: Path, recorded: RecordedSweep, tasks: Sequence[TaskRecord]) -> int:
    names = (
        job_name(recorded.id, task.number, task.run)
        for task in tasks
        if task.state is RunState.RUNNING
    )
    return sum((folder / files.TASKS / name / files.CLAIM).exists() for name in names)


def compared_by(project: Project, recorded: RecordedSweep) -> tuple[str, str]:
    """The metric that arms are compared by, and which way is better; or nothing."""
    metric, goal = recorded.sweep.metric, recorded.sweep.goal
    if not metric:
        names = metric_names(project.journal, recorded.id)
        known = [name for name in names if direction(name)]
        metric = next(iter(known or names), "")
    return metric, goal or (direction(metric) if metric else "")


def _best(rows: Sequence[ArmRow], goal: str) -> ArmRow | None:
    known = [row for row in rows if row.metrics]
    if not known or not goal:
        return None
    sign = 1 if goal == "max" else -1
    return max(known, key=lambda row: sign * next(iter(row.metrics.values())).mean)


def table(
    project: Project,
    recorded: RecordedSweep,
    tasks: Sequence[TaskRecord] | None = None,
    metrics: Sequence[str] | None = None,
) -> list[ArmRow]:
    """Each arm with the mean of each metric over its seeds, in the order of the list.

    Failures stay in the denominator: an arm has as many tasks as were asked for.
    """
    journal = project.journal
    found = tasks if tasks is not None else tasks_of(project, recorded)
    names = metrics if metrics is not None else metric_names(journal, recorded.id)
    values = {name: values_of(journal, recorded.id, name) for name in names}
    arms: dict[str, list[tuple[Task, TaskRecord]]] = {}
    for task, record in zip(recorded.sweep.tasks, found, strict=True):
        arms.setdefault(task.arm, []).append((task, record))
    return [_arm(recorded, arm, both, values) for arm, both in arms.items()]


def _arm(
    recorded: RecordedSweep,
    arm: str,
    both: Sequence[tuple[Task, TaskRecord]],
    values: Mapping[str, Mapping[str, float | None]],
) -> ArmRow:
    standings = Counter(stand_of(recorded, record) for _, record in both)
    good = [r.run for _, r in both if r.state is RunState.SUCCEEDED]
    metrics = {}
    for name, of_run in values.items():
        known = [value for run in good if (value := of_run.get(run)) is not None]
        if known:
            metrics[name] = estimate(known)
    return ArmRow(arm, len(both), standings, metrics)


def last_attempts(project: Project, recorded: RecordedSweep) -> dict[int, TaskRow]:
    """The last attempt at each task that has one."""
    return {row.task: row for row in attempts(project.journal, recorded.id)}
