"""Several processes at one journal, and processes that are killed at it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest

from coresearch.journal.store import Journal
from coresearch.journal.verify import verify
from tests.adapters.journal.records import ADA, GRACE, note, suggest

ROOT = Path(__file__).parents[3]


def start_writer(folder: Path, name: str, times: int) -> subprocess.Popen[str]:
    module = "tests.adapters.journal.writer"
    return subprocess.Popen(
        [sys.executable, "-m", module, str(folder), name, str(times)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_three_processes_read_and_write_and_nothing_is_lost(folder):
    writers = [start_writer(folder, name, 100) for name in ("one", "two", "three")]
    told = [writer.communicate()[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [len(lines) for lines in told] == [100, 100, 100]
    with Journal(folder, ADA) as journal:
        titles = journal.connection.execute(
            "SELECT title FROM suggestions ORDER BY position"
        ).fetchall()
        assert titles == [(f"Number {number}",) for number in range(300)]
        assert_holds(journal, told)
        assert verify(journal).events == 3 + 300 + 300 + 200


def assert_holds(journal: Journal, told: list[list[str]]) -> None:
    """Every suggestion and decision that was said to be durable is there, whole."""
    for line in chain(*told):
        suggestion, decision = line.split()
        assert journal.suggestion(suggestion).title.startswith("Number ")
        write = journal.decision(decision).decision.writes[0]
        assert write.before
        assert write.after
        journal.blobs.get(write.after.digest)


def test_a_journal_verifies_while_others_write(folder):
    writers = [start_writer(folder, name, 40) for name in ("one", "two")]
    with Journal(folder, ADA) as journal:
        times = 0
        while any(writer.poll() is None for writer in writers):
            verify(journal)
            times += 1
        assert times
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0


@pytest.mark.slow
def test_several_processes_make_one_journal(folder):
    writers = [start_writer(folder, f"writer-{number}", 2) for number in range(6)]
    for writer in writers:
        _, said = writer.communicate()
        assert (writer.returncode, said) == (0, "")
    with Journal(folder, ADA) as journal:
        assert len(verify(journal).heads) == 6


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(5))
def test_a_process_killed_at_any_moment_loses_nothing_that_it_reported(folder, seed):
    moments = random.Random(seed)
    told: list[list[str]] = []
    for number in range(8):
        told.append(killed_writer(folder, "journal.db-wal", moments.uniform(0, 0.15)))
        with Journal(folder, GRACE) as journal:
            verify(journal)
            assert_holds(journal, told)
            suggest(journal, note(f"After the crash {number}"))
            verify(journal)
    assert any(told)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(10))
def test_a_process_killed_while_it_makes_the_journal_leaves_one_that_opens(
    folder, number
):
    lines = killed_writer(folder, ".gitignore", number * 0.03)
    with Journal(folder, GRACE) as journal:
        verify(journal)
        assert_holds(journal, [lines])
        suggest(journal, note("After the crash"))
        verify(journal)


def killed_writer(folder: Path, sign: str, delay: float) -> list[str]:
    """What a process reported that was killed so long after it made the file `sign`."""
    writer = start_writer(folder, "short-lived", 10_000)
    try:
        deadline = time.monotonic() + 60  # starting Python is not what is tried
        while not (folder / sign).exists() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(delay)
    finally:
        writer.kill()
        said, _ = writer.communicate()
    lines = said.splitlines(keepends=True)
    return [line for line in lines if line.endswith("\n")]
