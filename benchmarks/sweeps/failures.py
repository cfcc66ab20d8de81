"""Hundreds of tasks whose scripts, wrappers and drivers are killed, and the counts.

    python -m benchmarks.sweeps.failures --tasks 200 [--engine local|slurm] [--seed 1]

The scripts count for themselves, in a file that nothing of coresearch writes: a line
when one begins, one when its work is done. Killed are, in an order drawn by chance: a
script, a wrapper, the driver, in turns until a quarter of the tasks were disturbed. A
lost task is begun anew, so often as it takes. `slurm` needs one: SLURM_CONF says where,
such as that of tests/sweeps/one_node_slurm.sh.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
import time
from pathlib import Path

from coresearch.core.sweep.standing import Standing
from coresearch.core.sweep.tasks import Resources
from coresearch.sweeps import files
from coresearch.workbench.project import open_project
from coresearch.workbench.sweeps.places import is_driven
from tests.sweeps.failing import Sweeping, kill, sweeping, task_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=200)
    parser.add_argument("--engine", default="local", choices=["local", "slurm"])
    parser.add_argument("--slots", type=int, default=4)
    parser.add_argument("--work", type=float, default=1.0, help="seconds of a task")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    limits = Resources(minutes=10)
    with tempfile.TemporaryDirectory(prefix="sweeps-") as name:
        root = Path(name, "research")
        root.mkdir()
        for words in (["init", "-q"], ["config", "user.name", "A"]):
            subprocess.run(["git", *words], cwd=root, check=True)
        with (
            open_project(root) as project,
            sweeping(
                project,
                given.tasks,
                engine=given.engine,
                slots=given.slots,
                work=given.work,
                retry_lost=100,
                resources=limits,
            ) as one,
        ):
            since = time.monotonic()
            killed = _disturb(one, chance, given.tasks // 4)
            counts = one.wait() if is_driven(project, one.id) else one.counts()
            took = time.monotonic() - since
    scripts = len(killed["script"])
    print(f"{given.tasks} tasks on {given.engine}, {took:.0f} s")
    print(f"killed: {scripts} scripts, {len(killed['wrapper'])} wrappers, "
          f"{len(killed['driver'])} drivers")  # fmt: skip
    print(
        f"began {sum(counts.began.values())} times, ended {sum(counts.ended.values())}"
    )
    done, failed = counts.standings[Standing.DONE], counts.standings[Standing.FAILED]
    print(f"done {done}, failed {failed}, lost {counts.standings[Standing.LOST]}")
    print(f"doubled {counts.doubled}, never begun {counts.missing}")
    told = {task - 1 for task in killed["script"]}
    gone = [seed for seed in range(given.tasks) if not counts.ended[seed]]
    print(f"without their work done {len(gone)}, all of them scripts that were killed: "
          f"{set(gone) <= told}")  # fmt: skip


def _disturb(one: Sweeping, chance: random.Random, number: int) -> dict[str, list[int]]:
    """Kill so many, while there is something to kill; the tasks by what was killed."""
    killed: dict[str, list[int]] = {"script": [], "wrapper": [], "driver": []}
    known = set[Path]()
    one.start()
    for _ in range(number):
        what = chance.choice([*killed])
        if what == "driver":
            one.kill_driver()
            one.start()
            killed[what].append(0)
            continue
        running = _one_more(one, known)
        if running is None:
            break
        known.add(running)
        kill(running / (files.GROUP if what == "script" else files.CLAIM))
        killed[what].append(task_of(running))
    return killed


def _one_more(one: Sweeping, known: set[Path]) -> Path | None:
    """Another attempt whose script runs; None once all has ended."""
    while is_driven(one.project, one.id):
        try:
            return one.running(but=known, limit=2.0)
        except TimeoutError:
            continue
    return None


if __name__ == "__main__":
    main()
