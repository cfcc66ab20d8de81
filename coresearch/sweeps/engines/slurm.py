"""A cluster's Slurm, through submitit: the same task as on this machine.

Asked with `squeue`, one call for all jobs, which needs no accounting database. The
folder of the repository must be on a file system that the nodes share.
"""

from __future__ import annotations

import getpass
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coresearch.core.errors import BadInput, EffectFailed
from coresearch.core.sweep.tasks import Resources
from coresearch.core.text import one_line
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import Job, JobState
from coresearch.sweeps.engines.local import log_in
from coresearch.sweeps.task import carry_out

if TYPE_CHECKING:
    from submitit import SlurmExecutor

_MARGIN = 5
"""Minutes that Slurm is told beyond the task's own limit, which comes first."""
_PATIENCE = 60
"""Seconds for an answer of Slurm's."""
_WAITING = ("PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT")
_GOING = ("RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED", "STOPPED", "SIGNALING",
          "STAGE_OUT", "RESIZING", "PREEMPTED")  # fmt: skip


class Slurm:
    """Each task a job."""

    def __init__(self, folder: Path, resources: Resources) -> None:
        self._tasks = folder / files.TASKS
        if resources.minutes is None:
            raise BadInput(
                "Slurm must be told how long a task may take.",
                hint="Such as: --time 2h",
            )
        self._parameters = _parameters(resources, resources.minutes)
        for program in ("sbatch", "squeue", "scancel"):
            if shutil.which(program) is None:
                raise BadInput(
                    f"There is no Slurm here: no program {program}.",
                    hint="Run it on a login node of the cluster, or --on local.",
                )

    def submit(self, job: Job) -> str:
        from submitit.core.utils import FailedJobError, FailedSubmissionError

        try:
            self._executor(job).submit(carry_out, str(job.folder))
        except (FailedJobError, FailedSubmissionError, OSError) as error:
            told = one_line(str(error).strip().split("\n")[-1])
            raise EffectFailed(f"Slurm refuses a task: {told}.") from error
        return job.name

    def _executor(self, job: Job) -> SlurmExecutor:
        from submitit import SlurmExecutor

        executor = SlurmExecutor(job.folder / files.ENGINE)
        executor.update_parameters(job_name=job.name, **self._parameters)
        return executor

    def poll(self, handles: Sequence[str]) -> Mapping[str, JobState]:
        told = _asked(
            "squeue", "--noheader", f"--user={getpass.getuser()}", "--states=all",
            "--format=%j|%T",
        )  # fmt: skip
        if told is None:
            return {}
        found = dict.fromkeys(handles, JobState.GONE)
        for line in told.splitlines():
            name, _, state = line.partition("|")
            if name in found and state.strip() in _WAITING:
                found[name] = JobState.PENDING
            elif name in found and state.strip() in _GOING:
                found[name] = JobState.RUNNING
        return found

    def cancel(self, handle: str) -> None:
        _asked("scancel", f"--user={getpass.getuser()}", f"--name={handle}")

    def log_path(self, handle: str) -> Path | None:
        return log_in(self._tasks / handle)

    def describe(self) -> Mapping[str, Any]:
        from submitit import __version__

        version = (_asked("sbatch", "--version") or "").strip()
        job = Job("NAME", Path("FOLDER"))
        text = self._executor(job)._make_submission_file_text("TASK", "")
        directives = [
            line.removeprefix("#SBATCH ")
            for line in text.splitlines()
            if line.startswith("#SBATCH")
            and "FOLDER" not in line
            and "NAME" not in line
        ]
        return {
            "name": "slurm",
            "version": f"{version}, submitit {__version__}",
            "directives": directives,
        }


def _parameters(resources: Resources, minutes: float) -> dict[str, Any]:
    """Of submitit's executor.

    A task that Slurm would begin anew after a crash of a node is not: it would find its
    claim taken.
    """
    extra = dict(resources.extra)
    if resources.memory:
        extra["mem"] = resources.memory
    return {
        "time": round(minutes + _MARGIN),
        **({"cpus_per_task": resources.cpus} if resources.cpus else {}),
        **({"gpus_per_node": resources.gpus} if resources.gpus else {}),
        **({"partition": resources.partition} if resources.partition else {}),
        "stderr_to_stdout": True,
        "additional_parameters": {"no_requeue": True, **extra},
    }


def _asked(*command: str) -> str | None:
    """What a program of Slurm's answers; None if it fails."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
