"""A process that starts others and kills them, for the tests of what a crash leaves.

It has everything imported, reads one order a line, forks a child that carries out a
decision, and kills it: after a delay, or at its n-th call of a function with which
something becomes durable. Run as `python -m tests.gate.killing`.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from coresearch.journal.queries import waiting
from coresearch.workbench.amending import amended, drafts
from coresearch.workbench.decide import Ruling, accept, amend, present
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo

MINE = b"my own words\n"
_CALLS = ("fsync", "replace", "unlink", "link", "mkdir", "rmdir")
"""The functions of `os` with which the gate and the journal make things durable."""


@dataclass(frozen=True)
class Order:
    """What to do in the repository `root`, and when to be killed."""

    root: str
    action: str
    kill_at: int = 0
    """Die instead of making this call, from 1; 0: never."""
    fail_at: int = 0
    """Let this renaming into place fail, from 1."""
    delay: float | None = None
    """Seconds from "ready" to the kill."""
    ready: str = "looked at"
    """When that is: once it was looked at, or once it is `decided`."""


@dataclass(frozen=True)
class Outcome:
    """What became of the child."""

    killed: bool
    at: str
    """The call before which it died, where it was told to."""
    seconds: float
    """From "ready" to its end."""


class Killer:
    """The other side: gives orders to a process of this module."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.gate.killing"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def carry_out(self, order: Order) -> Outcome:
        """Start a child, and wait for its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate(timeout=90)


# -- the child ----------------------------------------------------------------------


def _accepting(project: Project) -> Callable[[], object]:
    [row] = waiting(project.journal, limit=2)
    shown = present(project, row.id)
    return lambda: accept(project, shown, Ruling("yes"))


def _amending(project: Project) -> Callable[[], object]:
    [row] = waiting(project.journal, limit=2)
    shown = present(project, row.id)
    mine = [
        replace(draft, content=draft.content + MINE) for draft in drafts(project, shown)
    ]
    return lambda: amend(project, amended(shown, mine), Ruling("mine"))


ACTIONS: dict[str, Callable[[Project], Callable[[], object]]] = {
    "accept": _accepting,
    "amend": _amending,
    "undo": lambda project: lambda: undo(project),
    "redo": lambda project: lambda: redo(project),
    "reconcile": lambda project: lambda: reconcile(project),
}


class _Trap:
    """Counts calls, and kills at the one that was chosen."""

    def __init__(self, order: Order, report: int) -> None:
        self._order = order
        self._report = report
        self._calls = 0
        self._renamings = 0

    def set(self, project: Project) -> None:
        for name in _CALLS:
            setattr(os, name, self._around(name, getattr(os, name)))
        journal: Any = project.journal
        journal.connection = _Connection(journal.connection, self.before)

    def before(self, name: str) -> None:
        if name == "end of commit" and self._order.ready == "decided":
            os.write(self._report, b"\n")
        self._calls += 1
        if self._calls == self._order.kill_at:
            os.write(self._report, name.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def _around(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Any, **options: Any) -> object:
            self.before(name)
            if name == "replace" and ".coresearch-" in str(arguments[0]):
                self._renamings += 1
                if self._renamings == self._order.fail_at:
                    raise OSError(errno.EIO, "Input/output error", str(arguments[1]))
            return real(*arguments, **options)

        return call


class _Connection:
    """A connection to SQLite with a trap on both sides of each commit."""

    def __init__(self, real: Any, before: Callable[[str], None]) -> None:
        self._real = real
        self._before = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement != "COMMIT":
            return self._real.execute(statement, *values)
        self._before("commit")
        done = self._real.execute(statement)
        self._before("end of commit")
        return done


def _child(order: Order, report: int) -> None:
    with open_project(Path(order.root)) as project:
        act = ACTIONS[order.action](project)
        _Trap(order, report).set(project)
        if order.ready == "looked at":
            os.write(report, b"\n")
        try:
            act()
        except Exception:  # a failure that was ordered
            if not order.fail_at:
                raise


# -- the process between ------------------------------------------------------------


def _carry_out(order: Order) -> Outcome:
    mine, childs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(mine)
            _child(order, childs)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(childs)
    os.read(mine, 1)  # ready
    started = time.perf_counter()
    if order.delay is not None:
        while time.perf_counter() - started < order.delay:
            pass
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - started
    at = os.read(mine, 100).decode().strip()
    os.close(mine)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"the child failed: {order}")
    return Outcome(os.WIFSIGNALED(status), at, seconds)


def _main() -> None:
    for line in sys.stdin:
        outcome = _carry_out(Order(**json.loads(line)))
        sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
