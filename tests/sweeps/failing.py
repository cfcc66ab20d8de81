"""Sweeps whose parts are killed at the worst moment, and what came of each task.

What began and what ended is counted by the scripts themselves, in a file that nothing
of coresearch writes: a line when one begins, and one when it has done its work.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coresearch.config import RunSettings
from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.sweep import RecordedSweep, Sweep
from coresearch.core.sweep.tasks import Axes, tasks_of
from coresearch.journal.sweeps import read_sweep
from coresearch.sweeps import files
from coresearch.sweeps.processes import is_alive
from coresearch.workbench.project import Project
from coresearch.workbench.sweeps.begin import program_for, record, start_driver
from coresearch.workbench.sweeps.orders import stand_of
from coresearch.workbench.sweeps.orders import tasks_of as records_of
from coresearch.workbench.sweeps.places import DRIVER, folder_of, is_driven, job_name
from tests.sweeps.engines import bury

LIMIT = 120.0
"""Seconds for what takes one or two: a machine may be slow."""

SCRIPT = """
import json, os, sys, time
seed, work = int(sys.argv[sys.argv.index("--seed") + 1]), float(os.environ["WORK"])

def note(what):
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(f"{what} {seed}\\n")

note("began")
until, gate = time.monotonic() + work, os.environ["NOTES"] + ".gate"
while time.monotonic() < until or os.path.exists(gate):
    time.sleep(0.02)
print(json.dumps({"step": 1, "loss": 1 / (1 + seed)}))
note("ended")
"""


@dataclass(frozen=True)
class Counts:
    """What came of the tasks of a sweep."""

    tasks: int
    began: Counter[int]
    """How often the script of each seed began."""
    ended: Counter[int]
    """How often it did all of its work."""
    standings: Counter[Standing]

    @property
    def doubled(self) -> int:
        """Tasks whose work was done more than once."""
        return sum(number > 1 for number in self.ended.values())

    @property
    def missing(self) -> int:
        """Tasks that never began."""
        return self.tasks - len(self.began)


class Sweeping:
    """One sweep in a repository, driven by a process of its own."""

    def __init__(
        self,
        project: Project,
        count: int,
        *,
        engine: str = "local",
        slots: int = 2,
        work: float = 0.2,
        script: str = SCRIPT,
        settings: RunSettings | None = None,
        **fields: Any,
    ) -> None:
        self.project = project
        self.notes = project.root / ".coresearch" / "notes"
        self.notes.parent.mkdir(exist_ok=True)
        self.notes.touch()
        (project.root / "task.py").write_text(script)
        sweep = Sweep(
            "task.py",
            script,
            tasks_of(Axes(tuple(range(count)))),
            program_for("task.py"),
            variables={"NOTES": str(self.notes), "WORK": str(work)},
            engine=engine,
            slots=slots,
        )
        sweep = replace(sweep, **fields)
        identity = record(project, sweep, settings or RunSettings())
        self.recorded: RecordedSweep = read_sweep(project.journal, identity)

    @property
    def id(self) -> str:
        return self.recorded.id

    @property
    def folder(self) -> Path:
        return folder_of(self.project, self.id)

    def start(self) -> None:
        """Start a driver, and wait until it is at work or done."""
        (self.folder / DRIVER).unlink(missing_ok=True)
        start_driver(self.project, self.id)
        wait_until((self.folder / DRIVER).exists)

    # -- what is known ----------------------------------------------------------------

    def standings(self) -> list[Standing]:
        records = records_of(self.project, self.recorded)
        return [stand_of(self.recorded, one) for one in records]

    def counts(self) -> Counts:
        began, ended = Counter[int](), Counter[int]()
        for line in self.notes.read_text().splitlines():
            what, _, seed = line.partition(" ")
            (began if what == "began" else ended)[int(seed)] += 1
        number = len(self.recorded.sweep.tasks)
        return Counts(number, began, ended, Counter(self.standings()))

    def attempt(self, number: int) -> Path:
        """The folder of the last attempt at a task that is under way."""
        record = records_of(self.project, self.recorded)[number - 1]
        name = job_name(self.id, number, record.run)
        return self.folder / files.TASKS / name

    def running(self, but: Collection[Path] = (), limit: float = LIMIT) -> Path:
        """Wait for another attempt whose script has begun; its folder."""
        found: list[Path] = []

        def there() -> bool:
            begun = self.counts().began
            found[:] = [
                file.parent
                for file in self.folder.glob(f"{files.TASKS}/*/{files.GROUP}")
                if file.parent not in but
                and begun[task_of(file.parent) - 1]
                and not (file.parent / files.RESULT).exists()
                and is_alive(files.read_whole(file) or {"host": ""})
            ]
            return bool(found)

        wait_until(there, limit)
        return found[0]

    # -- disturbances -----------------------------------------------------------------

    def hold(self) -> None:
        """Let no script end before `let_go`, so that there is time to kill it."""
        self.notes.with_name("notes.gate").touch()

    def let_go(self) -> None:
        """Let scripts end."""
        self.notes.with_name("notes.gate").unlink()

    def kill_driver(self) -> None:
        kill(self.folder / DRIVER)
        wait_until(lambda: not is_driven(self.project, self.id))

    def wait(self) -> Counts:
        """Wait until all has ended and nobody drives it; what came of it."""
        wait_until(lambda: not is_driven(self.project, self.id), 4 * LIMIT)
        return self.counts()

    def clean_up(self) -> None:
        """Leave no process behind, whatever the test came to."""
        kill(self.folder / DRIVER)
        for name in (files.CLAIM, files.GROUP):
            for file in self.folder.glob(f"{files.TASKS}/*/{name}"):
                kill(file)
        for file in self.folder.glob(f"{files.TASKS}/*/engine/controller.json"):
            kill(file)
        bury()


def task_of(folder: Path) -> int:
    """The number of the task whose attempt is in `folder`."""
    return int(folder.name.split("-")[2])


def kill(file: Path) -> None:
    """Kill the process that a file names, and nobody else."""
    known = files.read_whole(file)
    if known and known["pid"] != os.getpid() and is_alive(known):
        with suppress(ProcessLookupError):
            os.kill(known["pid"], signal.SIGKILL)


def wait_until(there: Callable[[], bool], limit: float = LIMIT) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it is not, after a generous while.
    """
    until = time.monotonic() + limit
    while not there():
        if time.monotonic() > until:
            raise TimeoutError(getattr(there, "__qualname__", "it"))
        time.sleep(0.02)


def alive_in_group(group: int) -> list[int]:
    """The processes of a group that are no zombies."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == group and state not in "ZX":
                found.append(int(stat.parent.name))
    return found


@contextmanager
def sweeping(project: Project, count: int, **fields: Any) -> Iterator[Sweeping]:
    """A sweep of `count` tasks; no process of it outlives the test."""
    one = Sweeping(project, count, **fields)
    try:
        yield one
    finally:
        one.clean_up()


def disturbed(one: Sweeping) -> tuple[int, int]:
    """Kill a script, a wrapper, and the driver, one after the other, and go on.

    The numbers of the tasks whose script and whose wrapper were killed.
    """
    one.hold()
    one.start()
    first = one.running()
    kill(first / files.GROUP)
    second = one.running(but={first})
    kill(second / files.CLAIM)
    one.running(but={first, second})
    one.kill_driver()
    one.let_go()
    one.start()
    return task_of(first), task_of(second)
