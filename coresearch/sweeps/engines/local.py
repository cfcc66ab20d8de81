"""This machine, through submitit's local executor: no daemon, no port."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coresearch.core.errors import BadInput
from coresearch.core.sweep.tasks import Resources
from coresearch.sweeps import files
from coresearch.sweeps.cards import VARIABLE, Cards
from coresearch.sweeps.engines.engine import Job, JobState
from coresearch.sweeps.processes import identity, is_alive
from coresearch.sweeps.task import carry_out

_CONTROLLER = "controller.json"
_FOR_EVER = 60 * 24 * 3650
"""Minutes: submitit's own limit is five, and ours is the task's to keep."""


class Local:
    """Each task a process of this machine."""

    def __init__(self, folder: Path, resources: Resources) -> None:
        if resources.memory or resources.partition or resources.extra:
            raise BadInput(
                "On this machine a task's memory has no limit: --mem, --partition and "
                "--slurm are for a batch system.",
                hint="How many run at once is said by -j.",
            )
        self._tasks = folder / files.TASKS
        self._gpus = resources.gpus
        self._cards = Cards(self._tasks, self._gpus) if self._gpus else None
        self._begun: dict[str, Any] = {}
        """Of submitit, by handle; it must be asked, so that no zombie is left."""

    def submit(self, job: Job) -> str:
        from submitit import LocalExecutor

        executor = LocalExecutor(job.folder / files.ENGINE)
        executor.update_parameters(timeout_min=_FOR_EVER, stderr_to_stdout=True)
        # submitit hides all cards from what it starts.
        seen = self._cards.take(job.folder) if self._cards else os.environ.get(VARIABLE)
        begun = executor.submit(carry_out, str(job.folder), {VARIABLE: seen})
        self._begun[job.name] = begun
        known = identity(int(begun.job_id))
        files.write_whole(job.folder / files.ENGINE / _CONTROLLER, known)
        return job.name

    def poll(self, handles: Sequence[str]) -> Mapping[str, JobState]:
        for handle, begun in list(self._begun.items()):
            if begun.state != "RUNNING":  # which also buries it
                del self._begun[handle]
        return {handle: self._state(handle) for handle in handles}

    def _state(self, handle: str) -> JobState:
        if handle in self._begun:
            return JobState.RUNNING
        file = self._tasks / handle / files.ENGINE / _CONTROLLER
        known = files.read_whole(file)
        goes_on = known is not None and is_alive(known)
        if goes_on is None:
            return JobState.UNKNOWN  # on another machine: its result will tell
        return JobState.RUNNING if goes_on else JobState.GONE

    def cancel(self, handle: str) -> None:
        """Its wrapper sees the file `cancel`; there is no line to take it out of."""

    def log_path(self, handle: str) -> Path | None:
        return log_in(self._tasks / handle)

    def describe(self) -> Mapping[str, Any]:
        from submitit import __version__

        directives = [f"gpus={self._gpus}"] if self._gpus else []
        version = f"submitit {__version__}"
        return {"name": "local", "version": version, "directives": directives}


def log_in(folder: Path) -> Path | None:
    """The log that submitit keeps of the attempt in `folder`."""
    found = sorted((folder / files.ENGINE).glob("*_log.*"))
    sized = [file for file in found if file.stat().st_size]
    return sized[-1] if sized else None
