"""A journal that cannot be used, and a disk that is full."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import (
    FLAWED,
    HOURS,
    PROGRAM,
    decisions,
    place,
    plan,
    run_in,
    states,
    surroundings,
)
from tests.cli.test_bad_input import one_sentence
from tests.conftest import PLAN

COMMANDS = [["inbox"], ["journal", "list"], ["critique", "plan.md"]]


@pytest.fixture
def journal(research_repo, suggest) -> Path:
    """The journal's file, with a suggestion that waits."""
    place(research_repo, suggest("More hours", HOURS))
    return research_repo / ".coresearch" / "journal.db"


def test_a_newer_journal_is_left_alone(journal, run):
    with contextlib.closing(sqlite3.connect(journal)) as database:
        database.execute("PRAGMA user_version = 99")
    before = journal.read_bytes()
    for command in COMMANDS:
        ended = run(*command)
        assert ended.code == 8
        assert "was written by a newer coresearch (version 99" in one_sentence(ended)
        assert "Upgrade coresearch. Nothing was changed." in ended.err
    assert journal.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"not a database at all, but long enough to be one" * 99, "no SQLite database")],
)
def test_what_is_no_database_is_left_alone(journal, run, content, told):
    journal.write_bytes(content)
    for command in COMMANDS:
        ended = run(*command)
        assert ended.code == 8
        assert told in one_sentence(ended)
    assert journal.read_bytes() == content


def test_a_database_of_somebody_else_is_left_alone(journal, run):
    journal.unlink()
    with contextlib.closing(sqlite3.connect(journal)) as database:
        database.execute("CREATE TABLE mine (thing TEXT)")
    for command in COMMANDS:
        ended = run(*command)
        assert ended.code == 8
        assert "but no coresearch journal." in one_sentence(ended)
    with contextlib.closing(sqlite3.connect(journal)) as database:
        tables = database.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("mine",)]


def test_a_folder_in_its_place_is_told(journal, run):
    journal.unlink()
    journal.mkdir()
    for command in COMMANDS:
        ended = run(*command)
        assert ended.code == 8
        one_sentence(ended)


@pytest.mark.slow
def test_a_journal_that_another_program_holds_is_waited_for_and_told(journal, run):
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run("inbox").code == 0
        (journal.parents[1] / "plan.md").write_text(FLAWED)
        ended = run("critique", "plan.md")
        assert ended.code == 8
        assert "Another program holds the journal" in one_sentence(ended)
        other.execute("ROLLBACK")
    assert run("critique", "plan.md").code == 0


def limited(root: Path, blocks: int, *arguments: str) -> subprocess.CompletedProcess:
    """The program with a limit on how long a file may become, in 1024 bytes."""
    script = f"ulimit -f {blocks}; exec {shlex.join([*PROGRAM, *arguments])}"
    return subprocess.run(
        ["bash", "-c", script],
        cwd=root,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


@pytest.mark.parametrize(
    "blocks",
    [8, *(pytest.param(other, marks=pytest.mark.slow) for other in (0, 60))],
)
def test_a_disk_that_fills_up_while_the_journal_is_made_is_told(flawed_repo, blocks):
    before = plan(flawed_repo)
    done = limited(flawed_repo, blocks, "critique", "plan.md")
    assert done.returncode == 11, done.stderr
    assert "Traceback" not in done.stderr
    assert "Make room" in done.stderr
    assert plan(flawed_repo) == before
    assert run_in(flawed_repo, "critique", "plan.md").code == 0
    assert run_in(flawed_repo, "journal", "verify").code == 0


def test_a_disk_that_fills_up_during_an_accept_puts_everything_back(
    research_repo, terminal, suggest
):
    text = PLAN + "A long line of the plan that is of no interest here.\n" * 40_000
    (research_repo / "plan.md").write_text(text)
    [identity] = place(research_repo, suggest("More hours", HOURS))
    screen = terminal("accept", identity, first="ulimit -f 1000;")
    screen.see("Accept? [y/N] ")
    screen.type("y")
    rest = screen.ends(11)
    assert "Make room" in rest
    assert plan(research_repo) == text
    assert states(research_repo) == {"More hours": "waiting"}
    assert [
        path.name for path in research_repo.iterdir() if "scratch" in path.name
    ] == []
    assert run_in(research_repo, "journal", "verify").code == 0
    assert len(decisions(research_repo)) <= 1


def test_a_small_disk_that_is_full_is_told(tmp_path, flawed_repo):
    if not can_mount():
        pytest.skip("no file system can be mounted here")
    script = f"""
        mount -t tmpfs -o size=800k none disk
        cp -r {shlex.quote(str(flawed_repo))}/. disk; cd disk
        dd if=/dev/zero of=filler bs=1k 2>/dev/null
        {shlex.join(PROGRAM)} critique plan.md
        echo "code $?"
        rm filler
        {shlex.join(PROGRAM)} critique plan.md >/dev/null
        echo "code $?"
    """
    (tmp_path / "disk").mkdir()
    done = subprocess.run(
        ["unshare", "-m", "bash", "-c", script],
        cwd=tmp_path,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-2:] == ["code 11", "code 0"], done.stderr
    assert "Make room" in done.stderr


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [["inbox"], ["journal", "export"], ["--help"], ["--version"], ["show", "{id}"]],
)
def test_output_that_cannot_be_written_is_told(research_repo, suggest, arguments):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    [identity] = place(research_repo, suggest())
    command = [*PROGRAM, *(part.format(id=identity) for part in arguments)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command,
            cwd=research_repo,
            env=surroundings(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 11, done.stderr
    assert done.stderr.startswith("The disk is full")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", ["--help", "--version", "critique --help"])
def test_help_that_nobody_reads_to_its_end_is_no_fault(tmp_path, arguments):
    command = f"{shlex.join(PROGRAM)} {arguments} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=surroundings(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_closed_output_is_no_fault(research_repo, suggest):
    place(research_repo, suggest())
    for streams in (">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
        command = f"{shlex.join([*PROGRAM, 'inbox'])} {streams}"
        done = subprocess.run(
            ["bash", "-c", command], cwd=research_repo, env=surroundings(), check=False
        )
        assert done.returncode == 0
