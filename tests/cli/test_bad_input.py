"""Whatever one gives it: a sentence, an exit code of the table, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import coresearch
from tests.cli.conftest import FLAWED, PROGRAM, place, run_in, states, surroundings
from tests.conftest import git

# Imported first: the folders that Python lies in may be closed to nobody.
AS_NOBODY = """
import contextlib, importlib.metadata, io, os, pkgutil, sys
import coresearch
for module in pkgutil.walk_packages(coresearch.__path__, "coresearch."):
    importlib.import_module(module.name)
from coresearch.cli.boundary import run
sys.stdin = io.TextIOWrapper(io.BytesIO(b"# Plan"))
with contextlib.redirect_stdout(io.StringIO()):
    run(["critique", "--only-report", "-"])
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""
"""The program for a user whom file modes bind, also where the tests are root."""


def one_sentence(ended) -> str:
    """What was told: a sentence, and at most one line on what to do next."""
    lines = ended.err.splitlines()
    assert 1 <= len(lines) <= 2, ended.err
    assert lines[0].endswith("."), lines[0]
    assert all(line.startswith("  ") for line in lines[1:])
    return lines[0]


BAD_PLANS = {
    "binary": (b"\x7fELF\0\0\1", "is not text (it is binary, or UTF-16)."),
    "UTF-16": ("# Plan\n".encode("utf-16"), "is not text (it is binary, or UTF-16)."),
    "Latin-1": ("# Plan\n\nfür\n".encode("latin-1"), "byte 0xfc in line 3."),
    "50 MB": (
        b"# Plan\n" * 7_500_000,
        "has 52 MB; critique reads files of up to 2 MB.",
    ),
}


@pytest.mark.parametrize("kind", BAD_PLANS)
def test_a_file_that_is_no_plan_is_told_quickly(research_repo, run, kind):
    content, told = BAD_PLANS[kind]
    (research_repo / "it.md").write_bytes(content)
    begun = time.monotonic()
    ended = run("critique", "it.md")
    assert time.monotonic() - begun < 60
    assert (ended.code, ended.out) == (4, "")
    assert told in one_sentence(ended)
    assert (research_repo / "it.md").read_bytes() == content
    piped = run("critique", "-", stdin=content)
    assert piped.code == 4


def test_what_is_no_file_is_told_and_not_waited_for(research_repo, run):
    os.mkfifo(research_repo / "pipe.md")
    (research_repo / "folder").mkdir()
    missing = {name: f"There is no file {name}." for name in ("no.md", "plan.md/no.md")}
    unfit = {
        "folder": "folder is a folder.",
        "pipe.md": "pipe.md is not an ordinary file.",
        "/dev/zero": "/dev/zero is not an ordinary file.",
        "x" * 5000: "cannot be read",
    }
    for code, cases in ((3, missing), (4, unfit)):
        ended = run("critique", *cases)
        assert (ended.code, ended.out) == (code, "")
        for told in cases.values():
            assert told in ended.err


@pytest.mark.slow
def test_a_strange_file_name_is_no_fault(research_repo):
    names = [b"pl\xe4n.md", b"a\nb\x1b[2J.md", b"-f.md", b"  ", "漢字.md".encode()]
    for name in names:
        path = os.fsencode(research_repo) + b"/" + name
        Path(os.fsdecode(path)).write_text(FLAWED)
    for form in ("text", "json", "markdown", "sarif"):
        command = [*map(os.fsencode, PROGRAM), b"critique", b"-f", form.encode()]
        done = subprocess.run(
            [*command, b"--", *names],
            cwd=research_repo,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"\x1b" not in done.stdout + done.stderr
    for command in (["inbox"], ["journal", "verify"]):
        assert run_in(research_repo, *command).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["inbox"],
        ["show", "a"],
        ["later", "a"],
        ["journal", "list"],
        ["journal", "path"],
    ],
)
def test_outside_a_repository_there_is_no_journal(tmp_path, arguments):
    ended = run_in(tmp_path, *arguments)
    assert ended.code == 5
    assert one_sentence(ended) == f"{tmp_path} is not in a git repository."
    assert "git init" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_bare_repository_is_none(tmp_path):
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    ended = run_in(tmp_path / "bare.git", "inbox")
    assert ended.code == 5
    assert "is in a bare repository, or in .git" in one_sentence(ended)


def test_a_folder_that_was_removed_is_told(research_repo):
    gone = research_repo / "gone"
    gone.mkdir()
    command = f'rmdir "$PWD"; exec {sys.executable} -m coresearch inbox'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=gone,
        env=surroundings({"PYTHONPATH": str(Path(coresearch.__file__).parents[1])}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "is not there any more." in done.stderr


def test_before_the_first_suggestion_there_is_no_journal(research_repo, run, unchanged):
    for arguments in (["inbox"], ["show", "abc"], ["journal", "verify"]):
        ended = run(*arguments)
        assert ended.code == 3
        assert one_sentence(ended) == "There is no journal here yet."
        assert "coresearch critique plan.md" in ended.err
    assert not (research_repo / ".coresearch").exists()


def test_an_id_that_is_none_or_several_is_told(research_repo, run, suggest):
    notes = [suggest(f"Thought {number}") for number in range(20)]
    ids = place(research_repo, *notes)
    [twice, *_] = [one[0] for one in ids if [i[0] for i in ids].count(one[0]) > 1]
    cases = {
        "zzz": (3, "'zzz' is no id: ids are hexadecimal."),
        "": (3, "'' is no id: ids are hexadecimal."),
        "0" * 40: (3, "The journal has nothing whose id begins with"),
        twice: (4, f"{twice} is the beginning of several ids: "),
    }
    for identity, (code, told) in cases.items():
        ended = run("show", identity)
        assert ended.code == code
        assert one_sentence(ended).startswith(told)
    for command in (["later"], ["reject", "-m", "no"]):
        assert run(*command, "zzz").code == 3
    assert set(states(research_repo).values()) == {"waiting"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["show"],
        ["critique"],
        ["critique", "plan.md", "--colour"],
        ["critique", "plan.md", "--fail-on", "grave"],
        ["accept", "abc", "--hunk", "one"],
        ["inbox", "-n", "0"],
        ["inbox", "-n", "99999999999999999999"],
        ["journal", "list", "--page", "9999999999999999999"],
        ["journal", "nope"],
    ],
)
def test_a_command_that_is_not_understood_does_nothing(
    research_repo, run, unchanged, arguments
):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    told, hint = ended.err.splitlines()
    assert hint.startswith("  See: coresearch ")
    assert hint.endswith(" --help")
    assert told
    assert not (research_repo / ".coresearch").exists()


def test_escape_sequences_in_an_argument_are_shown(run):
    for arguments in (["\x1b]0;x\x07"], ["show", "--\x1b[2J"], ["critique", "\x1b[2J"]):
        assert "\x1b" not in run(*arguments).err


@pytest.mark.parametrize(
    "moment", ["yesterday", "0001-01-01", "2026-13-01", "9999-12-31"]
)
def test_a_date_that_is_none_is_told(research_repo, run, suggest, moment):
    place(research_repo, suggest())
    ended = run("journal", "list", "--since", moment, environment={"TZ": "Asia/Tokyo"})
    assert ended.code in (0, 4)
    if ended.code:
        assert "is no date." in one_sentence(ended)
    else:
        assert moment[0] in "09"


def test_a_plan_that_may_not_be_read_is_told(open_folder):
    (open_folder / "plan.md").write_text(FLAWED)
    (open_folder / "plan.md").chmod(0)
    open_folder.chmod(0o777)
    ended = run_as_nobody(open_folder, "critique", "plan.md")
    assert ended.code == 4
    assert one_sentence(ended) == "plan.md may not be read."


@pytest.mark.slow
def test_a_journal_that_may_not_be_written_is_told(open_folder):
    (open_folder / "plan.md").write_text(FLAWED)
    for path, mode in ((open_folder, 0o755), (open_folder / ".coresearch", 0o555)):
        if path != open_folder:
            path.mkdir()
        path.chmod(mode)
        before = sorted(open_folder.rglob("*"))
        ended = run_as_nobody(open_folder, "critique", "plan.md")
        assert ended.code == 8
        assert "written" in ended.err
        assert sorted(open_folder.rglob("*")) == before
    ended = run_as_nobody(open_folder, "critique", "plan.md", "--only-report")
    assert ended.code == 0


def run_as_nobody(folder: Path, *arguments: str):
    # The repository is nobody's own to git, whoever made it.
    safe = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory"}
    program = [sys.executable, "-c", AS_NOBODY]
    safe["GIT_CONFIG_VALUE_0"] = "*"
    return run_in(folder, *arguments, environment=safe, program=program)


def test_a_fault_of_its_own_is_a_sentence_and_debug_shows_where(tmp_path):
    package = Path(coresearch.__file__).parent
    shutil.copytree(package, tmp_path / "coresearch")
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "critique.md").write_bytes(b"---\n\xff")
    command = [*PROGRAM, "prompts", "show", "critique"]
    broken = surroundings({"PYTHONPATH": str(tmp_path)})
    for more, expected in ([], 0), (["--debug"], 1):
        done = subprocess.run(
            [*command, *more],
            cwd=tmp_path,
            env=broken,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 70
        assert "coresearch met a fault of its own: UnicodeDecodeError" in done.stderr
        assert "please report it." in done.stderr
        assert done.stderr.count("Traceback") == expected


def test_debug_shows_where_a_known_fault_came_from(research_repo, run):
    done = subprocess.run(
        [*PROGRAM, "inbox", "--debug"],
        cwd=research_repo,
        env=surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-2] == "There is no journal here yet."
