"""In a real terminal: keys from the first moment, a terminal that goes, and the end."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pexpect
import pytest

from coresearch.journal.runs import list_runs
from coresearch.workbench.kept import Kept
from coresearch.workbench.project import open_project
from tests.cli.conftest import PROGRAM, place, run_in, states, surroundings

pytestmark = pytest.mark.slow


@pytest.fixture
def interface(research_repo):
    """The program in a terminal of its own, without a command."""
    opened = []

    def start(size=(40, 120)):
        child = pexpect.spawn(
            PROGRAM[0],
            PROGRAM[1:],
            cwd=str(research_repo),
            env=surroundings({"TERM": "xterm-256color"}),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=40,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        child.delaybeforesend = None
        opened.append(child)
        return child

    yield start
    for child in opened:
        child.close(force=True)


def ends(child, code=0):
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code


def test_keys_typed_before_the_first_frame_are_not_lost(interface, research_repo):
    child = interface()
    child.send("/model one/two")
    child.expect("/model one/two")  # as the terminal echoes it
    child.expect("/model one/two")  # as the prompt has it
    child.send("\r")
    child.expect("Asked is one/two")
    child.send("\x11")  # Ctrl+Q
    ends(child)
    assert Kept(research_repo / ".coresearch").history() == ["/model one/two"]


def test_a_decision_in_a_real_terminal(interface, research_repo, suggest):
    place(research_repo, suggest("Name the seeds"))
    child = interface()
    child.expect("Name the seeds")
    os.write(child.child_fd, b"\xff")  # what is no text does no harm
    child.send("\x1b")  # and Esc is a key of its own: from the prompt to the inbox
    child.expect("accept")
    for _ in range(20):  # a key that comes too early does nothing
        child.send("a")
        if not child.expect(["Accepted", pexpect.TIMEOUT], timeout=2):
            break
    child.send("\x11")
    ends(child)
    assert states(research_repo) == {"Name the seeds": "accepted"}


def test_a_terminal_that_goes_takes_the_run_with_it_on_record(interface, research_repo):
    child = interface()
    child.expect("sk, or")  # its first letter is under the cursor
    child.send("!print('o' + 'n', flush=True); import time; time.sleep(600)\r")
    child.expect("on")
    while not _runs(research_repo):
        time.sleep(0.1)
    process = child.pid
    child.kill(signal.SIGHUP)
    child.expect(pexpect.EOF)
    child.close()
    assert not Path(f"/proc/{process}").exists()
    [row] = _runs(research_repo)
    assert row.state == "interrupted"


def _runs(root):
    if not (root / ".coresearch" / "journal.db").exists():
        return []
    with open_project(root) as project:
        return list_runs(project.journal, limit=5)


def test_without_a_terminal_it_is_the_help(research_repo):
    ended = run_in(research_repo, program=[sys.executable, "-m", "coresearch"])
    assert ended.code == 0
    assert "Usage" in ended.out


def test_settings_that_cannot_be_read_are_told(interface, research_repo):
    (research_repo / ".coresearch.toml").write_text("[nonsense]\n")
    child = interface()
    child.expect("nonsense")
    ends(child, 4)


def test_without_colour_and_in_a_small_terminal(interface, research_repo, suggest):
    place(research_repo, suggest("Name the seeds"))
    child = interface(size=(10, 30))
    child.expect("Name the")
    child.send("\x11")
    ends(child)
