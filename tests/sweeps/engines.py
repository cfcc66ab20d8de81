"""An engine by another package, as an entry point would bring it: bare processes.

It costs a tenth of what submitit's do, for tests in which the engine is not the point.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from coresearch.core.sweep.tasks import Resources
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import Job, JobState
from coresearch.sweeps.processes import identity, is_alive


class Bare:
    """Each task a process, whose identity is kept beside it."""

    every: ClassVar[list[subprocess.Popen[bytes]]] = []
    """All that were begun in this process, to be waited for."""

    def __init__(self, folder: Path, resources: Resources) -> None:
        self._tasks = folder / files.TASKS
        self.cancelled: list[str] = []

    def submit(self, job: Job) -> str:
        command = [sys.executable, "-m", "coresearch.sweeps.task", str(job.folder)]
        with (job.folder / "log").open("wb") as log:
            begun = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.every.append(begun)
        files.write_whole(job.folder / "bare.json", identity(begun.pid))
        return job.name

    def poll(self, handles: Sequence[str]) -> Mapping[str, JobState]:
        for begun in self.every:
            begun.poll()
        return {
            handle: JobState.RUNNING
            if is_alive(
                files.read_whole(self._tasks / handle / "bare.json") or {"host": ""}
            )
            else JobState.GONE
            for handle in handles
        }

    def cancel(self, handle: str) -> None:
        self.cancelled.append(handle)

    def log_path(self, handle: str) -> Path | None:
        return self._tasks / handle / "log"

    def describe(self) -> Mapping[str, Any]:
        return {"name": "bare", "version": "1", "directives": []}


def bury() -> None:
    """Wait for every process that was begun; each has ended, or was killed."""
    while Bare.every:
        Bare.every.pop().wait(60)
