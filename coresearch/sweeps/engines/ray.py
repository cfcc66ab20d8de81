"""A Ray cluster, through the REST interface of its jobs: no package is needed.

Its nodes must see the repository's folder, and run the same Python. Where it is, and
what proves who asks, is said by Ray's own variables: `RAY_ADDRESS` and
`RAY_AUTH_TOKEN`, or the file `~/.ray/auth_token`.
https://docs.ray.io/en/latest/cluster/running-applications/job-submission/rest.html
"""

from __future__ import annotations

import os
import shlex
import sys
import urllib.parse
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from coresearch.core.errors import BadInput, EffectFailed
from coresearch.core.sweep.tasks import Resources
from coresearch.core.text import one_line
from coresearch.rest import Answered, Rest, why
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import Job, JobState

_LOG = "ray.log"
_STATES = {"PENDING": JobState.PENDING, "RUNNING": JobState.RUNNING}
_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


class Ray:
    """Each task a job of its own."""

    def __init__(
        self,
        folder: Path,
        resources: Resources,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        if resources.partition or resources.extra:
            raise BadInput("--partition and --slurm are for Slurm, and not for Ray.")
        url = environ.get("RAY_ADDRESS", "")
        if not url.startswith(("http://", "https://")):
            raise BadInput(
                "It is not known where Ray is.",
                hint="Such as: export RAY_ADDRESS=http://127.0.0.1:8265",
            )
        self._tasks = folder / files.TASKS
        self._wanted = _wanted(resources)
        token = _token(environ)
        self._server = Rest(url, f"Bearer {token}" if token else "")

    def submit(self, job: Job) -> str:
        task = [sys.executable, "-m", "coresearch.sweeps.task", str(job.folder)]
        body = {
            "entrypoint": shlex.join(task),
            "submission_id": job.name,
            "metadata": {"coresearch.task": job.name},
            **self._wanted,
        }
        try:
            self._server.ask("POST", "/api/jobs/", body)
        except Answered as answer:
            if not self._is_known(job.name):  # else it was handed over before
                raise EffectFailed(f"Ray refuses a task: {answer.words}") from None
        except OSError as error:
            raise EffectFailed(f"Ray cannot be reached: {why(error)}.") from None
        return job.name

    def _is_known(self, name: str) -> bool:
        with suppress(Answered, OSError):
            self._server.ask("GET", f"/api/jobs/{_quoted(name)}")
            return True
        return False

    def poll(self, handles: Sequence[str]) -> Mapping[str, JobState]:
        try:
            told = self._server.ask("GET", "/api/jobs/")
        except (Answered, OSError):
            return {}
        found = dict.fromkeys(handles, JobState.GONE)
        for one in told if isinstance(told, list) else ():
            name = one.get("submission_id")
            if name in found:
                found[name] = _STATES.get(one.get("status"), JobState.GONE)
        return found

    def cancel(self, handle: str) -> None:
        with suppress(Answered, OSError):
            self._server.ask("POST", f"/api/jobs/{_quoted(handle)}/stop")

    def log_path(self, handle: str) -> Path | None:
        with suppress(Answered, OSError):
            told = self._server.ask("GET", f"/api/jobs/{_quoted(handle)}/logs")
            file = files.make_private(self._tasks / handle / files.ENGINE) / _LOG
            file.write_text(str(told.get("logs", "")), "utf-8")
            return file
        return None

    def describe(self) -> Mapping[str, Any]:
        try:
            told = self._server.ask("GET", "/api/version")
        except Answered as answer:
            raise BadInput(
                f"Ray at {self._server.url} refuses: {answer.words}"
            ) from None
        except OSError as error:
            raise BadInput(
                f"Ray at {self._server.url} cannot be reached: {why(error)}.",
                hint="Is it up? ray status; its address goes into RAY_ADDRESS.",
            ) from None
        directives = [f"{name}={value}" for name, value in self._wanted.items()]
        version = one_line(str(told.get("ray_version", "")))
        return {"name": "ray", "version": f"Ray {version}", "directives": directives}


def _quoted(name: str) -> str:
    return urllib.parse.quote(name, safe="")


def _token(environ: Mapping[str, str]) -> str:
    if token := environ.get("RAY_AUTH_TOKEN"):
        return token
    with suppress(OSError):
        return (Path.home() / ".ray" / "auth_token").read_text("utf-8").strip()
    return ""


def _wanted(resources: Resources) -> dict[str, float]:
    """What each job is given, as Ray names it.

    Raises:
        BadInput: the memory is no number of bytes.
    """
    found: dict[str, float] = {}
    if resources.cpus:
        found["entrypoint_num_cpus"] = resources.cpus
    if resources.gpus:
        found["entrypoint_num_gpus"] = resources.gpus
    if text := resources.memory.upper().removesuffix("B"):
        number, unit = text.rstrip("KMGT"), text[-1]
        try:
            found["entrypoint_memory"] = int(float(number) * _UNITS.get(unit, 1))
        except ValueError:
            raise BadInput(
                f"--mem {one_line(resources.memory)} is no memory."
            ) from None
    return found
