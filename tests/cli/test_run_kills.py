"""coresearch killed at random moments of a run: nothing is left, the record holds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from coresearch.journal.runs import list_runs
from coresearch.journal.verify import verify
from coresearch.repo.snapshots import REFS
from coresearch.workbench.project import open_project
from tests.cli.conftest import PROGRAM, run_in, surroundings
from tests.conftest import git

KILLS = 12
CODE = "import subprocess, time\nsubprocess.Popen(['sleep', '{mark}'])\n"
CODE += "for i in range(200): print(i, flush=True); time.sleep(0.01)"
ENDS = {"succeeded", "failed", "died", "cut off"}


def living(*marks: str) -> list[str]:
    """Command lines of processes that have one of `marks` in them."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if any(mark in line for mark in marks):
            found.append(line)
    return found


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_at_any_moment_nothing_is_left_and_the_record_holds(
    research_repo, scratch
):
    chance = random.Random(20261122)
    begun = 0
    for number in range(KILLS):
        mark = f"{99_000 + number}.{os.getpid()}"
        program = subprocess.Popen(
            [*PROGRAM, "run", "-c", CODE.format(mark=mark)],
            cwd=research_repo,
            env=surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # By turns while it starts, which the load makes long or short, and while its
        # code runs.
        with program, program.stdout as said:
            if number % 2:
                assert said.readline() == b"0\n"
            time.sleep(chance.uniform(0.1, 2.0))
            program.send_signal(signal.SIGKILL)
        deadline = time.monotonic() + 60
        while living(mark, str(scratch)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert living(mark, str(scratch)) == []
        assert run_in(research_repo, "inbox").code in (0, 3)
        with open_project(research_repo) as project:
            verify(project.journal)
            states = [row.state for row in list_runs(project.journal, limit=100)]
        assert set(states) <= ENDS
        begun = len(states)
    assert begun >= KILLS // 2
    time.sleep(6)  # what is younger than five seconds is left alone
    run_in(research_repo, "inbox")
    assert list(research_repo.glob(".coresearch/runs/*.*")) == []
    refs = git(research_repo, "for-each-ref", "--format=%(refname:lstrip=-1)", REFS)
    with open_project(research_repo) as project:
        known = {row.id for row in list_runs(project.journal, limit=100)}
    assert set(refs.split()) <= known
