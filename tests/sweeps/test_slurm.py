"""The same on a real Slurm of one node, where Debian's packages are installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from coresearch.core.errors import BadInput
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.tasks import Resources
from coresearch.journal.runs import list_runs, read_run
from coresearch.sweeps.engines.engine import engine
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.orders import cancel
from tests.sweeps.failing import disturbed, sweeping, wait_until

_PROGRAMS = ("slurmctld", "slurmd", "sbatch", "munged")
_MISSING = [program for program in _PROGRAMS if shutil.which(program) is None]
_WHY = (
    "not run here: a Slurm of one node needs root and Debian's packages slurmctld, "
    f"slurmd, slurm-client and munge that start (missing: {', '.join(_MISSING)})"
)
_CANNOT = bool(_MISSING) or os.geteuid() != 0 or "CORESEARCH_NO_SLURM" in os.environ
SCRIPT = Path(__file__).parent / "one_node_slurm.sh"


def on_slurm(test: Callable[..., None]) -> Callable[..., None]:
    """A test that needs one."""
    marked = pytest.mark.slow(pytest.mark.timeout(900)(test))
    return pytest.mark.skipif(_CANNOT, reason=_WHY)(marked)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Path]:
    """A Slurm of one node; its folder."""
    with tempfile.TemporaryDirectory(prefix="slurm-") as name:
        folder = Path(name)
        port = 20_000 + os.getpid() % 20_000
        told = {**os.environ, "SLURM_TEST_PORT": str(port)}
        subprocess.run([SCRIPT, "start", folder], check=True, env=told, timeout=120)
        try:
            yield folder
        finally:
            subprocess.run([SCRIPT, "stop", folder], check=True, timeout=120)


@pytest.fixture
def slurm(cluster, monkeypatch) -> Path:
    monkeypatch.setenv("SLURM_CONF", str(cluster / "slurm.conf"))
    monkeypatch.delenv("TMPDIR", raising=False)
    return cluster


def on(name: str) -> dict[str, Any]:
    return {"engine": name, "resources": Resources(minutes=10)}


def shape(value: Any) -> Any:
    """The names and kinds of what is in a record, however deep."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    return type(value).__name__


def records(project: Project, sweep: str) -> list[tuple[Any, Any]]:
    rows = list_runs(project.journal, limit=100)
    runs = [read_run(project.journal, row.id) for row in rows]
    return [
        (run.started, run.ended) for run in runs if run.started["sweep"]["id"] == sweep
    ]


@on_slurm
def test_a_sweep_is_recorded_the_same_on_both(project, slurm):
    told = {}
    for name in ("local", "slurm"):
        with sweeping(project, 2, work=0.1, **on(name)) as one:
            one.start()
            assert one.wait().standings == {Standing.DONE: 2}
            told[name] = records(project, one.id)
    for local, there in zip(told["local"], told["slurm"], strict=True):
        assert shape(local[0]) == shape(there[0])
        for ended in (local[1], there[1]):
            ended["task"].pop("placed")  # what only a scheduler says
        assert shape(local[1]) == shape(there[1])
        same = ("arguments", "seed", "snapshot", "code", "environment")
        assert [local[0][n] for n in same] == [there[0][n] for n in same]
        assert local[1]["metrics"] == there[1]["metrics"]
        assert local[0]["sweep"]["spec"] == there[0]["sweep"]["spec"]


@on_slurm
def test_what_is_killed_on_slurm_is_counted_as_it_is_here(project, slurm):
    given = {**on("slurm"), "work": 1.0, "retry_lost": 1}
    with sweeping(project, 6, **given) as one:
        script, wrapper = disturbed(one)
        counts = one.wait()
    assert counts.standings == {Standing.DONE: 5, Standing.FAILED: 1}
    assert (counts.doubled, counts.missing) == (0, 0)
    assert counts.began[wrapper - 1] == 2
    assert counts.ended[script - 1] == 0


@on_slurm
def test_a_controller_that_forgets_what_it_has_begun_doubles_nothing(project, slurm):
    given = {**on("slurm"), "work": 4.0, "slots": 4, "retry_lost": 4}
    with sweeping(project, 4, **given) as one:
        one.start()
        one.running()
        time.sleep(1)  # as it was found: a controller saves what it knows lazily
        os.kill(int((slurm / "slurmctld.pid").read_text()), signal.SIGKILL)
        subprocess.run(["slurmctld"], check=True)
        wait_until(lambda: _has_ended_with_an_operator(one), 400)
        counts = one.wait()
    assert counts.doubled == 0
    # What Slurm forgot before it began, time and again, is said to be lost.
    assert counts.missing == counts.standings[Standing.LOST]
    assert counts.standings[Standing.DONE] == sum(counts.ended.values()) > 0
    assert counts.standings.total() == 4


def _has_ended_with_an_operator(one: Any) -> bool:
    """Whether all has ended; an operator takes up what Slurm has put aside."""
    told = subprocess.run(
        ["squeue", "--noheader", "--format=%i %r"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    for line in told.splitlines():
        job, _, why = line.strip().partition(" ")
        if "Held" in why or "held" in why:
            subprocess.run(["scontrol", "release", job], check=False)
    node = subprocess.run(
        ["hostname", "-s"], capture_output=True, text=True, check=True
    ).stdout.strip()
    states = subprocess.run(
        ["sinfo", "--noheader", "--format=%T"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    if "drain" in states or "down" in states:
        name = f"nodename={node}"
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["scontrol", "update", name, "state=resume"], check=True)
    time.sleep(0.5)
    open_ = (Standing.PENDING, Standing.GOING)
    return not any(state in open_ for state in one.standings())


@on_slurm
def test_what_is_cancelled_leaves_the_line(project, slurm):
    given = {**on("slurm"), "work": 600, "slots": 8}
    with sweeping(project, 8, **given) as one:
        one.start()
        one.running()
        cancel(project, one.recorded, None)
        counts = one.wait()
    assert counts.standings == {Standing.CANCELLED: 8}
    assert sum(counts.ended.values()) == 0


def test_without_slurm_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="no Slurm here"):
        engine("slurm", tmp_path, Resources(minutes=1))
    with pytest.raises(BadInput, match="how long"):
        engine("slurm", tmp_path, Resources())
    with pytest.raises(BadInput, match="no engine nowhere"):
        engine("nowhere", tmp_path, Resources())
