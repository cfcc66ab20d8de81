"""One effect at a time, between threads and between processes."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from coresearch.core.errors import Refused
from coresearch.repo.lock import effects_lock

HOLD = """
import sys, time
from pathlib import Path
from coresearch.repo.lock import effects_lock
with effects_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(30)
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_the_second_waits_is_told_so_and_gives_up(tmp_path, holder):
    told = []
    started = time.monotonic()
    with (
        pytest.raises(Refused, match="Another coresearch"),
        effects_lock(tmp_path, lambda: told.append("waiting"), wait=0.2),
    ):
        pass
    assert told == ["waiting"]
    assert 0.2 <= time.monotonic() - started < 30


def test_a_process_that_dies_gives_the_lock_back(tmp_path, holder):
    holder.kill()
    with effects_lock(tmp_path, wait=5):
        pass


def test_the_lock_is_not_taken_twice_in_one_process(tmp_path):
    with (
        effects_lock(tmp_path),
        pytest.raises(Refused),
        effects_lock(tmp_path, wait=0.0),
    ):
        pass


def test_a_fault_inside_gives_it_back(tmp_path):
    with pytest.raises(ValueError, match="inside"), effects_lock(tmp_path):
        raise ValueError("inside")
    with effects_lock(tmp_path, wait=0.0):
        pass
