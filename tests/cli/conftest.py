"""The program as a person starts it: real processes, real terminals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect
import pytest

from coresearch.core.edits import Modify, Replacement
from coresearch.core.suggestions import Suggestion
from coresearch.journal.queries import Filter, list_entries, list_events
from coresearch.workbench.project import open_project
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.fresh import run_fresh

PROGRAM = [sys.executable, "-m", "coresearch"]

FLAWED = """# Plan

We train an LSTM on the training data and tune the learning rate on the test set.

## Budget

The learning rate schedule is TBD.
"""
"""A plan in which more than one rule finds something, and at least one has an edit."""


@dataclass(frozen=True)
class Ended:
    """A process that has ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def scratch(monkeypatch, tmp_path_factory) -> Path:
    """Where the program puts what it needs for a while."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def surroundings(changed: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the program: this one, without what is about this terminal."""
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "CI")}
    return kept | dict(changed or {})


def run_in(
    folder: Path,
    *arguments: str | Path,
    stdin: str | bytes = b"",
    environment: Mapping[str, str] | None = None,
    program: Sequence[str] = (),
) -> Ended:
    """Run coresearch in `folder`, without a terminal, as it is or as `program`."""
    words = [str(argument) for argument in arguments]
    told = stdin if isinstance(stdin, bytes) else stdin.encode()
    around = surroundings(environment)
    with tempfile.TemporaryDirectory() as name:
        streams = [Path(name, stream) for stream in ("in", "out", "err")]
        for path, content in zip(streams, (told, b"", b""), strict=True):
            path.write_bytes(content)
        if program:
            code = _started([*program, *words], folder, around, streams)
        else:
            code = run_fresh(folder, words, around, streams)
        out, err = (path.read_text(errors="replace") for path in streams[1:])
    assert "Traceback" not in out + err, err
    return Ended(code, out, err)


def _started(
    command: list[str], folder: Path, around: dict[str, str], streams: list[Path]
) -> int:
    with (
        streams[0].open("rb") as given,
        streams[1].open("wb") as out,
        streams[2].open("wb") as err,
    ):
        return subprocess.run(
            command,
            cwd=folder,
            env=around,
            stdin=given,
            stdout=out,
            stderr=err,
            check=False,
            timeout=50,
        ).returncode


@pytest.fixture
def run(research_repo) -> Run:
    """`run("inbox")`: the program in the repository."""

    def in_repository(*arguments: str | Path, **options) -> Ended:
        return run_in(research_repo, *arguments, **options)

    return in_repository


def tree(root: Path) -> dict[str, bytes | None]:
    """Everything below `root` but the journal: what must not change by itself."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if ".coresearch" not in path.relative_to(root).parts
    }


@pytest.fixture
def unchanged(research_repo) -> Iterator[None]:
    """The test ends with the repository as it was; git's own files included."""
    before = tree(research_repo)
    yield
    assert tree(research_repo) == before


def place(root: Path, *suggestions: Suggestion) -> list[str]:
    """Put suggestions into the inbox of the repository; their ids as they are shown."""
    with open_project(root) as project:
        return [item.id[:7] for item in put_in_inbox(project, suggestions)]


_TITLE = Replacement("# Plan\n", "# A plan\n")
_HOURS = Replacement("Each run takes 2 hours.\n", "Each run takes 3 hours.\n")
TITLE = Modify("plan.md", (_TITLE,))
HOURS = Modify("plan.md", (_HOURS,))
TWO_HUNKS = Modify("plan.md", (_TITLE, _HOURS))


def states(root: Path) -> dict[str, str]:
    """What became of every suggestion, by its title."""
    with open_project(root) as project:
        rows = list_entries(project.journal, Filter(), limit=100)
    return {row.title: row.state for row in rows}


def decisions(root: Path) -> list[dict[str, Any]]:
    """Every decision on record, newest first."""
    with open_project(root) as project:
        rows = list_events(project.journal, limit=100)
    return [json.loads(row.body) for row in rows if row.type == "decision.made"]


def plan(root: Path) -> str:
    """The plan as it is now."""
    return (root / "plan.md").read_text()


# Runs a command and keeps what `stty -a` says before and after it. The trap lets the
# shell outlive the Ctrl-C that the command gets too.
_SOMETHING = r"(?=\S)"
"""What a person can see, left in place for whoever looks for words in it."""

_BETWEEN_STTY = (
    'trap : INT; stty -a >"$0.before"; ({first} exec "$@"); code=$?; '
    'stty -a >"$0.after"; exit $code'
)


class Terminal:
    """coresearch on a terminal of its own."""

    def __init__(
        self,
        folder: Path,
        notes: Path,
        arguments: tuple[str, ...],
        size: tuple[int, int],
        environment: Mapping[str, str],
        first: str,
    ) -> None:
        self._notes = notes
        script = _BETWEEN_STTY.format(first=first)
        self.child = pexpect.spawn(
            "bash",
            ["--norc", "-c", script, str(notes), *PROGRAM, *arguments],
            cwd=str(folder),
            env=surroundings({"TERM": "xterm", "NO_COLOR": "1", **environment}),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=size,
            timeout=60,
            # In a job that was started in the background Ctrl-C would be ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.child.delaybeforesend = None

    def see(self, text: str) -> str:
        """Wait until `text` is on the screen; what came before it."""
        self.child.expect_exact(text)
        return str(self.child.before)

    def press(self, keys: str) -> None:
        """Press keys until something comes of it: in the first half second none counts.

        When that half second begins is the program's to know, on a slow machine.
        """
        for _ in range(3):
            time.sleep(0.7)
            self.child.send(keys)
            seen = [_SOMETHING, pexpect.EOF, pexpect.TIMEOUT]
            if self.child.expect(seen, timeout=10) < 2:
                return
        raise AssertionError(f"nothing came of {keys!r}")

    def type(self, line: str) -> None:
        """Answer a question that is on the screen."""
        self.child.sendline(line)

    def at_menu(self) -> str:
        """Wait for the keys of one suggestion; what was shown of it."""
        return self.see("[?]")

    def ends(self, code: int = 0) -> str:
        """Wait for the end; the terminal is as it was, and nothing was a bug."""
        self.child.expect(pexpect.EOF)
        rest = str(self.child.before)
        assert "Traceback" not in rest
        return self._ended(code, rest)

    def ends_after_error(self, code: int) -> str:
        """The same where the code that was run has tracebacks of its own."""
        self.child.expect(pexpect.EOF)
        return self._ended(code, str(self.child.before))

    def _ended(self, code: int, rest: str) -> str:
        self.child.close()
        assert self.child.exitstatus == code, rest
        before, after = (
            Path(f"{self._notes}.{when}").read_text() for when in ("before", "after")
        )
        assert before == after
        return rest


Spawn = Callable[..., Terminal]


@pytest.fixture
def terminal(research_repo, tmp_path) -> Iterator[Spawn]:
    """`terminal("inbox", "--walk")`: the program on a terminal, in the repository.

    What `first` says is done before, in the shell that becomes the program.
    """
    spawned: list[Terminal] = []

    def spawn(
        *arguments: str,
        size: tuple[int, int] = (24, 80),
        first: str = "",
        **environment: str,
    ) -> Terminal:
        notes = tmp_path / f"stty{len(spawned)}"
        spawned.append(
            Terminal(research_repo, notes, arguments, size, environment, first)
        )
        return spawned[-1]

    yield spawn
    for one in spawned:
        one.child.close(force=True)


@pytest.fixture
def flawed_repo(research_repo) -> Path:
    """The repository with a plan in which the rules find something."""
    (research_repo / "plan.md").write_text(FLAWED)
    return research_repo
