"""What an engine is, and how one is found.

It begins processes and says whether they go on; that is all. It is trusted with
nothing else: whether a task began is told by its claim, how it ended by its result, and
what is to be done by the journal. So an engine may begin a task twice, or forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from coresearch.core.errors import BadInput
from coresearch.core.sweep.tasks import Resources
from coresearch.core.text import one_line

GROUP = "coresearch.executors"
"""The entry points by which other packages bring engines of their own."""


class JobState(StrEnum):
    """What an engine knows of a job."""

    PENDING = "pending"
    RUNNING = "running"
    GONE = "gone"
    """It ended, or was never there."""
    UNKNOWN = "unknown"
    """It cannot be told now, such as when a scheduler does not answer."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is handed to an engine."""

    name: str
    """Unlike every other, and known before it is handed over: by it a job is found
    again after a crash between the two."""
    folder: Path
    """Of `coresearch.sweeps.files`; `coresearch.sweeps.task.carry_out` runs it."""


class Engine(Protocol):
    """Five calls. Their handles are the names of jobs, or lead with them."""

    def submit(self, job: Job) -> str:
        """Begin it, or put it in line; its handle.

        Raises:
            EffectFailed: the engine refuses it.
        """

    def poll(self, handles: Sequence[str]) -> Mapping[str, JobState]:
        """What is known of each; what is left out is unknown."""

    def cancel(self, handle: str) -> None:
        """Take it out of line, or end it. It may be gone already."""

    def log_path(self, handle: str) -> Path | None:
        """The engine's own words about it, for when its script never began."""

    def describe(self) -> Mapping[str, Any]:
        """Name, version, and the directives that each job is given."""


Make = Callable[[Path, Resources], Engine]
"""Given a sweep's folder and what each task is to have. Raises BadInput where it cannot
give that, or is not there."""

_OWN = {
    "local": "coresearch.sweeps.engines.local:Local",
    "slurm": "coresearch.sweeps.engines.slurm:Slurm",
    "ray": "coresearch.sweeps.engines.ray:Ray",
}


def engine(name: str, folder: Path, resources: Resources) -> Engine:
    """The engine of this name, for the sweep in `folder`.

    Raises:
        BadInput: there is none, or it cannot be used as asked.
    """
    made: Engine = _found(name)(folder, resources)
    return made


def _found(name: str) -> Make:
    if name in _OWN:
        module, _, attribute = _OWN[name].partition(":")
        found: Make = getattr(import_module(module), attribute)
        return found
    from importlib.metadata import entry_points

    others = entry_points(group=GROUP)
    if name in others.names:
        loaded: Make = others[name].load()
        return loaded
    known = ", ".join([*_OWN, *sorted(others.names)])
    raise BadInput(f"There is no engine {one_line(name)}.", hint=f"There are: {known}")
