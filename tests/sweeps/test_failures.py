"""What may be killed is killed: no work is done twice, none is lost without a word."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coresearch.config import RunSettings
from coresearch.core.errors import Refused
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.tasks import Resources
from coresearch.journal.runs import list_runs, read_run
from coresearch.sweeps import files
from coresearch.sweeps.engines.engine import Job, JobState
from coresearch.sweeps.processes import identity, is_alive
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.settling import settle
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.orders import cancel, retry
from coresearch.workbench.sweeps.pace import Pace
from tests.sweeps.engines import Bare
from tests.sweeps.failing import (
    LIMIT,
    Sweeping,
    alive_in_group,
    disturbed,
    kill,
    sweeping,
    task_of,
    wait_until,
)

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked at in /proc"
)

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)  # which a child has from its parent
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("up", flush=True)
time.sleep(600)
"""
"""Neither it nor what it has started ends when it is asked to."""


class _Stop(Exception):
    """The driver is gone, at the moment at which it would have paused."""


def driver_of(one: Sweeping, engine: Bare | None = None, **fields) -> Driver:
    """A driver in this process, on bare processes."""
    bare = engine or Bare(one.folder, Resources())
    fields.setdefault("pace", Pace(0.02, 0.02))
    settings = RunSettings()
    return Driver(one.project, one.recorded, bare, settings, **fields)


@contextmanager
def driven_until(one: Sweeping, there) -> Iterator[Driver]:
    """Drive until something is so, and let the driver be gone then, as if killed."""

    def pause(seconds: float) -> None:
        if there():
            raise _Stop
        time.sleep(seconds)

    driver = driver_of(one, pause=pause)
    with pytest.raises(_Stop):
        driver.drive()
    yield driver


def errors_of(project: Project) -> list[str]:
    return [row.state for row in list_runs(project.journal, limit=100)]


# -- on submitit's local executor ----------------------------------------------------


def test_a_killed_driver_s_tasks_end_by_themselves_and_the_next_one_goes_on(project):
    with sweeping(project, 3, work=0.3) as one:
        one.hold()
        one.start()
        one.running()
        one.kill_driver()
        one.let_go()
        one.start()
        counts = one.wait()
        assert counts.standings == {Standing.DONE: 3}
        assert (counts.doubled, counts.missing) == (0, 0)
        assert set(counts.began.values()) == {1}
        assert not list((one.folder / files.TASKS).iterdir())
    rows = list_runs(project.journal, limit=10)
    assert sorted(row.seed for row in rows) == [0, 1, 2]
    ended = read_run(project.journal, rows[0].id).ended
    assert ended["metrics"]["loss"]["last"] == pytest.approx(1 / (1 + rows[0].seed))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_scripts_wrappers_and_drivers_are_killed_and_no_work_is_done_twice(project):
    with sweeping(project, 12, work=0.5, retry_lost=1) as one:
        script, wrapper = disturbed(one)
        counts = one.wait()
    assert counts.standings == {Standing.DONE: 11, Standing.FAILED: 1}
    assert (counts.doubled, counts.missing) == (0, 0)
    assert counts.began[wrapper - 1] == 2
    assert counts.ended[wrapper - 1] == 1
    assert counts.ended[script - 1] == 0
    assert sum(counts.began.values()) == 13


# -- on bare processes ---------------------------------------------------------------


def test_a_killed_script_has_failed_and_is_not_begun_again(project):
    with sweeping(project, 2, retry_lost=3) as one:
        one.hold()
        with driven_until(one, lambda: _group(one) and one.counts().began.total() == 2):
            kill(_group(one))
        one.let_go()
        driver_of(one).drive()
        counts = one.counts()
        assert one.folder.stat().st_mode & 0o777 == 0o700
    assert counts.standings == {Standing.DONE: 1, Standing.FAILED: 1}
    assert set(counts.began.values()) == {1}
    assert sorted(errors_of(project)) == ["died", "succeeded"]


def _group(one: Sweeping) -> Path | None:
    found = sorted(one.folder.glob(f"{files.TASKS}/*/{files.GROUP}"))
    return found[0] if found else None


def test_a_killed_wrapper_takes_its_script_along_and_the_task_is_lost(project):
    with sweeping(project, 2, work=600, slots=1) as one:
        with driven_until(one, lambda: _group(one) is not None):
            group = files.read_whole(_group(one))
            kill(_group(one).parent / files.CLAIM)
            wait_until(lambda: is_alive(group) is False)
        cancel(project, one.recorded, 2)
        driver_of(one).drive()
        assert one.standings() == [Standing.LOST, Standing.CANCELLED]
        assert alive_in_group(group["pid"]) == []
    assert errors_of(project) == ["cut off"]


def test_a_lost_task_is_begun_anew_as_often_as_was_said(project):
    killed = []
    with sweeping(project, 1, retry_lost=2) as one:
        one.hold()

        def kill_twice(seconds: float) -> None:
            group = _group(one)
            if group is not None and len(killed) < 2 and group.parent not in killed:
                killed.append(group.parent)
                kill(group.parent / files.CLAIM)
                if len(killed) == 2:
                    one.let_go()
            time.sleep(seconds)

        driver_of(one, pause=kill_twice).drive()
        counts = one.counts()
    assert len(killed) == 2
    assert counts.standings == {Standing.DONE: 1}
    assert counts.ended == {0: 1}
    assert errors_of(project) == ["succeeded", "cut off", "cut off"]


def test_an_engine_that_begins_a_task_once_more_does_not_run_it_twice(project):
    class Eager(Bare):
        def submit(self, job: Job) -> str:
            super().submit(job)
            wait_until((job.folder / files.CLAIM).exists)
            handle = super().submit(job)
            self.every[-1].wait(LIMIT)  # while its end is not on record yet
            return handle

    with sweeping(project, 2, work=0.3) as one:
        driver_of(one, Eager(one.folder, Resources())).drive()
        counts = one.counts()
    assert counts.standings == {Standing.DONE: 2}
    assert set(counts.began.values()) == {1}
    runs = [row.id for row in list_runs(project.journal, limit=10)]
    told = [read_run(project.journal, run).ended["task"] for run in runs]
    assert [one["duplicates"] for one in told] == [1, 1]


def test_a_job_that_nobody_knows_of_is_handed_over_again_and_runs_once(project):
    class Forgetful(Bare):
        def submit(self, job: Job) -> str:
            raise _Stop  # killed between the record and the submission

    with sweeping(project, 1, work=0.1) as one:
        with pytest.raises(_Stop):
            driver_of(one, Forgetful(one.folder, Resources())).drive()
        assert one.standings() == [Standing.GOING]
        driver_of(one).drive()
        counts = one.counts()
    assert counts.standings == {Standing.DONE: 1}
    assert counts.began == {0: 1}
    assert errors_of(project) == ["succeeded"]


def test_a_job_that_vanished_before_it_began_can_begin_no_more(project):
    class Vanishing(Bare):
        def submit(self, job: Job) -> str:
            return job.name

        def poll(self, handles):
            return dict.fromkeys(handles, JobState.GONE)

    with sweeping(project, 1) as one:
        late = []

        def note(seconds: float) -> None:
            late[:] = list(one.folder.glob(f"{files.TASKS}/*"))

        driver_of(one, Vanishing(one.folder, Resources()), pause=note).drive()
        assert one.standings() == [Standing.LOST]
        late_starter = [sys.executable, "-m", "coresearch.sweeps.task", str(late[0])]
        assert subprocess.run(late_starter, check=False).returncode == 1
        assert one.counts().began == {}


def test_a_sweep_that_has_stopped_is_told_of_once(project):
    with sweeping(project, 1, work=0.1) as one:
        before = time.time() - 600
        os.utime(one.folder / "open", (before, before))
        [said] = settle(project)
        assert f"coresearch sweep resume {one.id[:7]}" in said
        assert settle(project) == []
        driver_of(one).drive()
        assert not list(one.folder.glob("open*"))


def test_of_two_drivers_the_second_refuses(project):
    with sweeping(project, 1, work=0.2) as one:

        def second(seconds: float) -> None:
            with pytest.raises(Refused):
                driver_of(one).drive()
            time.sleep(seconds)

        driver_of(one, pause=second).drive()
        assert one.counts().began == {0: 1}


def test_a_result_for_which_there_is_no_room_is_lost_and_never_done(project):
    class NoRoom(Bare):
        def submit(self, job: Job) -> str:
            part = (job.folder / files.RESULT).with_suffix(".part")
            part.symlink_to("/dev/full")  # writing there fails as on a full disk
            return super().submit(job)

    with sweeping(project, 1, work=0.1) as one:
        driver_of(one, NoRoom(one.folder, Resources())).drive()
        counts = one.counts()
    assert counts.standings == {Standing.LOST: 1}
    assert counts.ended == {0: 1}
    [row] = list_runs(project.journal, limit=2)
    assert row.state == "cut off"


@pytest.mark.slow
def test_a_cancelled_task_leaves_no_process_of_its_group(project):
    with sweeping(project, 3, script=STUBBORN, slots=2) as one:
        groups: dict[int, int] = {}

        def cancel_once(seconds: float) -> None:
            found = list(one.folder.glob(f"{files.TASKS}/*/{files.STDOUT}"))
            up = [file for file in found if file.read_text() == "up\n"]
            if len(up) == 2 and not groups:
                for file in up:
                    known = files.read_whole(file.parent / files.GROUP)
                    if known is None:
                        groups.clear()
                        return
                    groups[task_of(file.parent)] = known["pid"]
                assert all(len(alive_in_group(pid)) == 2 for pid in groups.values())
                cancel(project, one.recorded, None)
            time.sleep(seconds)

        driver_of(one, pause=cancel_once).drive()
        assert one.standings() == [Standing.CANCELLED] * 3
        assert len(groups) == 2
        assert [alive_in_group(pid) for pid in groups.values()] == [[], []]
        retry(project, one.recorded, 3)
        assert one.standings()[2] is Standing.PENDING
        cancel(project, one.recorded, 3)
    assert errors_of(project) == ["interrupted", "interrupted"]


def test_a_clock_that_is_set_back_changes_nothing(research_repo, monkeypatch):
    with open_project(research_repo) as project, sweeping(project, 2) as one:
        moments = iter(f"2026-01-{31 - day:02}T00:00:00.000000Z" for day in range(30))
        project.journal._clock = lambda: next(moments)
        driver_of(one).drive()
        assert one.counts().standings == {Standing.DONE: 2}
        seconds = [row.seconds for row in list_runs(project.journal, limit=5)]
        assert all(0.2 <= each < LIMIT for each in seconds)


def test_a_process_of_another_host_or_another_start_is_told_from_ours():
    here = identity(os.getpid())
    assert is_alive(here) is True
    assert is_alive({**here, "host": "elsewhere"}) is None
    assert is_alive({**here, "boot": "before"}) is False
    assert is_alive({**here, "began": "1"}) is False, "another process of that number"


def test_a_task_that_began_on_another_host_is_the_engine_s_to_tell(project):
    class Elsewhere(Bare):
        def submit(self, job: Job) -> str:
            files.claim(job.folder, {**identity(os.getpid()), "host": "node7"})
            return job.name

        def poll(self, handles):
            self.asked = getattr(self, "asked", 0) + 1
            state = JobState.RUNNING if self.asked < 3 else JobState.GONE
            return dict.fromkeys(handles, state)

    engine = Elsewhere(Path(), Resources())
    with sweeping(project, 1) as one:
        driver_of(one, engine).drive()
        assert one.standings() == [Standing.LOST]
        assert engine.asked == 3


# -- what the wrapper does by itself ---------------------------------------------------


@pytest.fixture
def attempt(tmp_path) -> Path:
    spec = {"argv": [sys.executable, "-c", "pass"], "cwd": str(tmp_path)}
    files.write_whole(tmp_path / files.SPEC, {**spec, "variables": {}})
    return tmp_path


def carry_out(folder: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "coresearch.sweeps.task", str(folder)]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def test_a_task_is_stopped_at_its_time_limit(attempt):
    spec = files.read_whole(attempt / files.SPEC)
    waits = [sys.executable, "-c", "import time; time.sleep(600)"]
    files.write_whole(attempt / files.SPEC, {**spec, "argv": waits, "seconds": 0.1})
    carry_out(attempt)
    result = files.read_whole(attempt / files.RESULT)
    assert (result["why"], result["status"]) == ("timed out", -signal.SIGTERM)


def test_a_program_that_is_not_there_is_a_failure_with_a_reason(attempt):
    spec = files.read_whole(attempt / files.SPEC)
    files.write_whole(attempt / files.SPEC, {**spec, "argv": ["/nowhere/python"]})
    carry_out(attempt)
    result = files.read_whole(attempt / files.RESULT)
    assert result["status"] == 127
    assert "No such file" in result["note"]


def test_the_script_sees_its_own_variables_and_none_of_the_engine_s(attempt):
    spec = files.read_whole(attempt / files.SPEC)
    shows = "import json, os; print(json.dumps(dict(os.environ)))"
    spec |= {"argv": [sys.executable, "-c", shows], "variables": {"LR": "1e-3"}}
    files.write_whole(attempt / files.SPEC, spec)
    carry_out(attempt, SUBMITIT_EXECUTOR="local")
    seen = json.loads((attempt / files.STDOUT).read_text())
    assert seen["LR"] == "1e-3"
    assert "SUBMITIT_EXECUTOR" not in seen
