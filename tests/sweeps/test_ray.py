"""Ray's jobs over REST, on a server that answers as Ray's and runs what it is given."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from coresearch.config import RunSettings
from coresearch.core.errors import BadInput, EffectFailed
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.tasks import Resources
from coresearch.journal.runs import list_runs, read_run
from coresearch.sweeps.engines.engine import Job, JobState
from coresearch.sweeps.engines.ray import Ray
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.orders import cancel
from coresearch.workbench.sweeps.pace import Pace
from tests.sweeps.failing import sweeping

TOKEN = "t0ken"


class Cluster(ThreadingHTTPServer):
    """Answers as Ray 2.60 does: a job is a process under the id that it was given."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.jobs: dict[str, subprocess.Popen[bytes]] = {}
        self.bodies: list[dict[str, Any]] = []
        self.stopped: list[str] = []
        self.begins = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def status(self, name: str) -> str:
        code = self.jobs[name].poll()
        if code is None:
            return "RUNNING"
        return "FAILED" if code else "SUCCEEDED"


class _Answers(BaseHTTPRequestHandler):
    server: Cluster

    def do_GET(self) -> None:
        jobs = self.server.jobs
        _, _, *rest = self.path.strip("/").split("/")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._answer(401, "Unauthorized")
        elif self.path == "/api/version":
            self._answer(200, {"ray_version": "2.60.0"})
        elif not rest or not rest[0]:
            told = [
                {"submission_id": name, "status": self.server.status(name)}
                for name in jobs
            ]
            self._answer(200, told)
        elif rest[0] not in jobs:
            self._answer(404, f"Job {rest[0]} does not exist")
        elif rest[1:] == ["logs"]:
            self._answer(200, {"logs": "Traceback: no module"})
        else:
            self._answer(200, {"status": self.server.status(rest[0])})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or "{}")
        if self.path.endswith("/stop"):
            self.server.stopped.append(self.path.split("/")[3])
            self._answer(200, {"stopped": True})
            return
        name = body["submission_id"]
        self.server.bodies.append(body)
        if name in self.server.jobs:
            self._answer(500, f"Job with submission_id {name} already exists")
            return
        entrypoint = body["entrypoint"] if self.server.begins else "false"
        self.server.jobs[name] = subprocess.Popen(shlex.split(entrypoint))
        self._answer(200, {"submission_id": name})

    def _answer(self, code: int, told: object) -> None:
        content = (told if isinstance(told, str) else json.dumps(told)).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with Cluster() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
            for job in server.jobs.values():
                job.kill()
                job.wait()


def told(cluster: Cluster, **others: str) -> dict[str, str]:
    return {"RAY_ADDRESS": cluster.url, "RAY_AUTH_TOKEN": TOKEN, **others}


def drive(one, ray: Ray, **fields) -> None:
    pace = Pace(0.02, 0.05)
    Driver(one.project, one.recorded, ray, RunSettings(), pace, **fields).drive()


def test_a_sweep_runs_as_jobs_of_ray_s(project, cluster):
    with sweeping(project, 3, work=0.1) as one:
        given = Resources(gpus=1, cpus=2, memory="2G")
        drive(one, Ray(one.folder, given, told(cluster)))
        counts = one.counts()
    assert counts.standings == {Standing.DONE: 3}
    assert set(counts.began.values()) == {1}
    first = cluster.bodies[0]
    assert first["submission_id"].startswith(f"cs-{one.id[:7]}-1-")
    assert first["entrypoint_num_gpus"] == 1
    assert first["entrypoint_num_cpus"] == 2
    assert first["entrypoint_memory"] == 2_000_000_000


def test_a_job_that_never_begins_is_lost_with_ray_s_words(project, cluster):
    cluster.begins = False
    with sweeping(project, 1) as one:
        drive(one, Ray(one.folder, Resources(), told(cluster)))
        assert one.standings() == [Standing.LOST]
    [row] = list_runs(project.journal, limit=2)
    assert "no module" in read_run(project.journal, row.id).ended["note"]


def test_a_cancelled_job_is_stopped(project, cluster):
    with sweeping(project, 2, work=600) as one:

        def stop(seconds: float) -> None:
            if one.counts().began and not cluster.stopped:
                cancel(project, one.recorded, None)
            threading.Event().wait(seconds)

        drive(one, Ray(one.folder, Resources(), told(cluster)), pause=stop)
        assert one.standings() == [Standing.CANCELLED] * 2
    assert len(cluster.stopped) == 2


def test_a_job_that_was_handed_over_before_is_no_fault(tmp_path, cluster):
    ray = Ray(tmp_path, Resources(), told(cluster))
    cluster.begins = False
    job = Job("cs-1-1-a", tmp_path)
    assert ray.submit(job) == ray.submit(job) == "cs-1-1-a"
    assert len(cluster.jobs) == 1


def test_what_cannot_be_asked_is_said_or_unknown(tmp_path, cluster):
    with pytest.raises(BadInput, match="not known where"):
        Ray(tmp_path, Resources(), {})
    with pytest.raises(BadInput, match="for Slurm"):
        Ray(tmp_path, Resources(partition="gpu"), told(cluster))
    with pytest.raises(BadInput, match="no memory"):
        Ray(tmp_path, Resources(memory="much"), told(cluster))
    stranger = Ray(tmp_path, Resources(), told(cluster, RAY_AUTH_TOKEN="other"))
    with pytest.raises(BadInput, match="401"):
        stranger.describe()
    assert stranger.poll(["a"]) == {}
    gone = Ray(tmp_path, Resources(), {"RAY_ADDRESS": "http://127.0.0.1:1"})
    assert gone.poll(["a"]) == {}
    with pytest.raises(EffectFailed, match="cannot be reached"):
        gone.submit(Job("a", tmp_path))
    with pytest.raises(BadInput, match="cannot be reached"):
        gone.describe()


def test_the_states_of_jobs_are_read_in_one_question(tmp_path, cluster):
    ray = Ray(tmp_path, Resources(), told(cluster))
    cluster.begins = False
    ray.submit(Job("cs-1-1-a", tmp_path))
    cluster.jobs["cs-1-1-a"].wait()
    found = ray.poll(["cs-1-1-a", "cs-1-2-b"])
    assert found == {"cs-1-1-a": JobState.GONE, "cs-1-2-b": JobState.GONE}
    assert ray.describe()["version"] == "Ray 2.60.0"
    assert os.environ.get("RAY_ADDRESS") is None
