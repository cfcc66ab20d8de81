"""A run that goes on is looked at, and goes on."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from tests.cli.conftest import PROGRAM, run_in, surroundings

HANGS = """\
import queue

jobs = queue.Queue()


def fill():
    return jobs.get()


print("step 1", flush=True)
fill()
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_run_that_hangs_says_where(research_repo):
    (research_repo / "hang.py").write_text(HANGS)
    program = subprocess.Popen(
        [*PROGRAM, "run", "hang.py"],
        cwd=research_repo,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"step 1\n"
        told = run_in(research_repo, "diagnose", "hang.py")
        again = run_in(research_repo, "diagnose", "hang.py", "-f", "json")
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=120)
    assert told.code == 0, told.err
    assert "It stands at hang.py:7 in fill\n  called at hang.py:11" in told.out
    assert "It waits for an item of a queue" in told.out
    assert "step 1" in told.out
    said = json.loads(again.out)
    assert (said["failure"], said["causes"]) == (None, [])
    assert said["standing"][1] == "It stands at hang.py:7 in fill"
    after = run_in(research_repo, "diagnose", "hang.py")
    assert "Somebody stopped it" in after.out
    assert not list((research_repo / ".coresearch" / "runs").glob("*.stack"))
