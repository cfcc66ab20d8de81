"""A sweep: its tasks, what they have in common, and how they are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.runs import RunKind, RunRequest, is_secret_name
from coresearch.core.sweep.tasks import Resources, Task, task_from_json, task_to_json
from coresearch.core.text import one_line

Goals = ("min", "max")


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is to be run, and how."""

    path: str
    """The script, from the repository's top."""
    code: str
    tasks: tuple[Task, ...]
    program: tuple[str, ...]
    """What runs the script, such as Python's path; its own path follows."""
    cwd: str = ""
    """The folder that tasks run in, from the top of the snapshot."""
    variables: Mapping[str, str] = field(default_factory=dict)
    engine: str = "local"
    resources: Resources = field(default_factory=Resources)
    slots: int = 1
    """How many tasks may be under way at once."""
    retry_lost: int = 0
    """How often a task whose end nobody saw is begun anew by itself."""
    metric: str = ""
    goal: str = ""
    """`min` or `max`; empty where it was not said."""
    forms: tuple[str, ...] = ()
    """Forms of lines that report metrics."""
    name: str = ""
    direction: str = ""
    suggestion: str = ""

    @property
    def seconds(self) -> float | None:
        """The time limit of each task."""
        minutes = self.resources.minutes
        return None if minutes is None else minutes * 60

    def request(self, task: Task) -> RunRequest:
        """A task as a run."""
        return RunRequest(
            RunKind.SCRIPT,
            self.code,
            self.path,
            task.arguments,
            cwd=self.cwd,
            variables=self.variables,
            seconds=self.seconds,
            seed=task.seed,
            metrics=self.forms,
            name=self.name,
            direction=self.direction,
            suggestion=self.suggestion,
        )

    def content(self, task: Task, snapshot: str) -> dict[str, Any]:
        """All that decides what a task computes; its hash is the task's own."""
        return {
            "snapshot": snapshot,
            "program": list(self.program),
            "path": self.path,
            "arguments": list(task.arguments),
            "seed": task.seed,
            "cwd": self.cwd,
            "variables": dict(self.variables),
        }


def metric_of(text: str) -> tuple[str, str]:
    """The name and the goal of `val_loss:min`; the goal may be left out.

    Raises:
        BadInput: it names no metric.
    """
    name, mark, goal = text.rpartition(":")
    if not mark or goal not in Goals:
        name, goal = text, ""
    if not name.strip() or "{" in name:
        raise BadInput(
            f"--metric {one_line(text)!r} names no metric to compare by.",
            hint="Such as: --metric val_loss:min",
        )
    return name.strip(), goal


def sweep_to_json(sweep: Sweep) -> dict[str, Any]:
    """`sweep` as plain values for the journal, without values that are secret."""
    hidden = {k: None if is_secret_name(k) else v for k, v in sweep.variables.items()}
    return {
        "path": sweep.path,
        "code": sweep.code,
        "tasks": [task_to_json(task) for task in sweep.tasks],
        "count": len(sweep.tasks),
        "program": list(sweep.program),
        "cwd": sweep.cwd,
        "variables": hidden,
        "resources": asdict(sweep.resources),
        "slots": sweep.slots,
        "retry_lost": sweep.retry_lost,
        "metric": sweep.metric,
        "goal": sweep.goal,
        "metrics": list(sweep.forms),
        "name": sweep.name,
        "direction": sweep.direction,
        "suggestion": sweep.suggestion,
    }


def sweep_from_json(body: Mapping[str, Any]) -> Sweep:
    """The sweep that `sweep_to_json` wrote; secret variables are not in it."""
    return Sweep(
        path=body["path"],
        code=body["code"],
        tasks=tuple(
            task_from_json(number, one) for number, one in enumerate(body["tasks"], 1)
        ),
        program=tuple(body["program"]),
        cwd=body["cwd"],
        variables={k: v for k, v in body["variables"].items() if v is not None},
        engine=body["engine"]["name"],
        resources=Resources(**body["resources"]),
        slots=body["slots"],
        retry_lost=body["retry_lost"],
        metric=body["metric"],
        goal=body["goal"],
        forms=tuple(body["metrics"]),
        name=body["name"],
        direction=body["direction"],
        suggestion=body["suggestion"],
    )


@dataclass(frozen=True, slots=True)
class RecordedSweep:
    """A sweep as the journal has it."""

    id: str
    at: str
    author: str
    sweep: Sweep
    started: Mapping[str, Any]
    """The whole body of `sweep.started`."""
