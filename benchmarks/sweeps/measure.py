"""What sweeps of many tasks cost: the driver's memory, the journal, the table.

    python -m benchmarks.sweeps.measure run --tasks 1000 [--engine bare|local|slurm]
    python -m benchmarks.sweeps.measure record --tasks 10000

`run` drives real tasks that do nothing, and says every hundred tasks how much memory
the driver has. `record` writes what a driver would write of so many tasks, without
running them, and times what reads it. `bare` has each task as a plain process: what is
measured is then the driver, and not submitit's two interpreters a task.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from coresearch.config import RunSettings
from coresearch.core.events import EventType
from coresearch.core.metrics import Metrics
from coresearch.core.runs import Ended, RunState
from coresearch.core.sweep.sweep import Sweep
from coresearch.core.sweep.tasks import Axes, Resources, settings_of, tasks_of
from coresearch.journal.sweeps import list_sweeps, read_sweep
from coresearch.sweeps.engines.engine import engine
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.run_record import ended_body
from coresearch.workbench.sweeps.begin import program_for, record
from coresearch.workbench.sweeps.driver import Driver
from coresearch.workbench.sweeps.pace import Pace, pace_of
from coresearch.workbench.sweeps.places import folder_of
from coresearch.workbench.sweeps.progress import progress, table
from coresearch.workbench.sweeps.started import started_body
from tests.sweeps.engines import Bare

SCRIPT = "import sys\nprint('{\"loss\": ' + sys.argv[-1] + '}')\n"
ARMS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["run", "record"])
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--engine", default="bare", choices=["bare", "local", "slurm"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sweeps-") as name:
        root = Path(name, "research")
        _repository(root)
        with open_project(root) as project:
            made = _sweep(project, given.tasks, given.engine)
            if given.what == "run":
                _run(project, made, given.engine)
            else:
                _write(project, made)
            _read(project, made)


def _repository(root: Path) -> None:
    root.mkdir()
    for words in (
        ["init", "-q"], ["config", "user.name", "A"], ["config", "user.email", "a@b"],
    ):  # fmt: skip
        subprocess.run(["git", *words], cwd=root, check=True)
    (root / "task.py").write_text(SCRIPT)
    subprocess.run(["git", "add", "."], cwd=root, check=True)
    subprocess.run(["git", "commit", "-qm", "A task"], cwd=root, check=True)


def _sweep(project: Project, count: int, name: str) -> str:
    """The id of a sweep of `count` tasks over ten arms."""
    grid = settings_of("lr=" + ",".join(str(arm) for arm in range(ARMS)))
    tasks = tasks_of(Axes(tuple(range(count // ARMS)), (grid,)))
    sweep = Sweep("task.py", SCRIPT, tasks, program_for("task.py"), slots=4)
    if name == "slurm":
        limits = Resources(minutes=10)
        sweep = replace(sweep, engine="slurm", resources=limits, slots=50)
    return record(project, sweep, RunSettings())


def _run(project: Project, identity: str, name: str) -> None:
    recorded = read_sweep(project.journal, identity)
    folder = folder_of(project, identity)
    given = recorded.sweep.resources
    made = Bare(folder, given) if name == "bare" else engine(name, folder, given)
    pace = Pace(0.05, 0.5) if name == "bare" else pace_of(name)
    said = 0

    def pause(seconds: float) -> None:
        nonlocal said
        done = len(recorded.sweep.tasks) - len(driver._pending) - len(driver._going)
        if done >= said:
            print(f"{done:>7} ended  {_memory() / 1e6:6.1f} MB")
            said += max(len(recorded.sweep.tasks) // 10, 1)
        Bare.every[:] = [one for one in Bare.every if one.poll() is None]
        time.sleep(seconds)

    driver = Driver(project, recorded, made, RunSettings(), pace, pause=pause)
    since, used = time.monotonic(), time.process_time()
    driver.drive()
    took, cpu = time.monotonic() - since, time.process_time() - used
    count = len(recorded.sweep.tasks)
    print(f"{count:>7} ended  {_memory() / 1e6:6.1f} MB")
    print(f"driven in {took:.1f} s; the driver's own time {1000 * cpu / count:.2f} ms")


def _write(project: Project, identity: str) -> None:
    """What a driver puts on record of every task, without a task."""
    recorded = read_sweep(project.journal, identity)
    ended = Ended(RunState.SUCCEEDED, 0, seconds=1.0, peak_memory=10_000_000)
    kept = {"outputs": None, "attachments": [], "dropped": 0, "count": 1}
    task = {"host": "node", "pid": 1, "began": "", "ended": "", "duplicates": 0}
    since = time.monotonic()
    for one in recorded.sweep.tasks:
        metrics = Metrics()
        metrics.report({"loss": float(one.number % 7)})
        run = secrets.token_hex(8)
        with project.journal.writing():
            body = started_body(recorded, one, run, 1, "")
            project.journal.append(EventType.RUN_STARTED, run, body)
        with project.journal.writing():
            body = {**ended_body(ended, metrics, kept, []), "task": task}
            project.journal.append(EventType.RUN_ENDED, run, body)
    took = time.monotonic() - since
    each = 1000 * took / len(recorded.sweep.tasks)
    print(f"written in {took:.1f} s, {each:.2f} ms each")


def _read(project: Project, identity: str) -> None:
    recorded = read_sweep(project.journal, identity)
    count = len(recorded.sweep.tasks)
    folder = project.journal.path.parent
    size = sum(f.stat().st_size for f in folder.glob("journal.db*"))
    blobs = [file for file in (folder / "blobs").rglob("*") if file.is_file()]
    left = sum(file.is_file() for file in folder_of(project, identity).rglob("*"))
    print(f"journal {size / count / 1000:.2f} kB a task; {len(blobs)} blobs, "
          f"{sum(b.stat().st_size for b in blobs) / count / 1000:.2f} kB a task; "
          f"{left} files left in the sweep's folder")  # fmt: skip
    for name, look in (
        ("table", lambda: table(project, recorded)),
        ("progress", lambda: progress(project, recorded)),
        ("read_sweep", lambda: read_sweep(project.journal, identity)),
        ("list", lambda: list_sweeps(project.journal, limit=20)),
    ):
        times = []
        for _ in range(3):
            since = time.monotonic()
            look()
            times.append(time.monotonic() - since)
        print(f"{name:>10}  {min(times):.3f} s")


def _memory() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
