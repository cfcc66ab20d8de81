"""Nothing leaves the machine: no command so much as opens a socket."""

from __future__ import annotations

import subprocess
import sys

import pytest

_WATCHED = """
import sys

def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"opened a socket: {event} {arguments}")

sys.addaudithook(watch)
from coresearch.cli.boundary import run

sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "command",
    ["critique plan.md", "inbox", "journal list", "journal verify", "prompts list"],
)
def test_no_command_opens_a_socket(research_repo, project, command):
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command.split()],
        cwd=research_repo,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_watch_would_notice():
    script = _WATCHED.split("from coresearch")[0] + "import socket; socket.socket()"
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 1
