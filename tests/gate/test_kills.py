"""Killed at any moment, a decision leaves all old bytes or all new, and says which."""

from __future__ import annotations

import random
import shutil
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coresearch.core.edits import Create, Delete, FileEdit, Modify, Replacement
from coresearch.journal.queries import Filter, list_entries
from coresearch.journal.verify import verify
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from tests.conftest import git
from tests.gate.killing import Killer, Order
from tests.gate.steps import apply, contents, scratch_files, show

ONE = Replacement("one\n", "ONE\n")
Tree = dict[bytes, tuple[int, tuple[int, int], bytes]]


@dataclass(frozen=True)
class Case:
    """A decision about an edit, and what the journal says before and after."""

    action: str
    edit: tuple[FileEdit, ...]
    before: str = "waiting"
    after: str = "accepted"


ONE_FILE = (Modify("a", (ONE,)),)
THREE_FILES = tuple(Modify(name, (ONE,)) for name in "abc")
EVERYTHING = (
    Create("new/folder/d", "x\n", executable=True),
    Delete("b"),
    Modify("c", (ONE,), rename_to="moved/c"),
)

CASES = {
    "accept one file": Case("accept", ONE_FILE),
    "accept three files": Case("accept", THREE_FILES),
    "accept create, delete and rename": Case("accept", EVERYTHING),
    "amend three files": Case("amend", THREE_FILES, after="amended"),
    "undo three files": Case("undo", THREE_FILES, "accepted", "undone"),
    "undo create, delete and rename": Case("undo", EVERYTHING, "accepted", "undone"),
    "redo create, delete and rename": Case("redo", EVERYTHING, "undone", "accepted"),
}


@pytest.fixture
def killer() -> Iterator[Killer]:
    process = Killer()
    yield process
    process.close()


class Bench:
    """One case, made once and copied for every kill."""

    def __init__(self, case: Case, folder: Path, killer: Killer) -> None:
        self.case = case
        self._folder = folder
        self._killer = killer
        self._copies = 0
        self.stages: Counter[str] = Counter()
        self._template = folder / "template"
        self._template.mkdir()
        git(self._template, "init", "-q", "--template=")
        for name in "abc":
            (self._template / name).write_bytes(b"one\r\n%s\n" % name.encode())
            if name != "b":  # which is deleted: its mode is not on record
                (self._template / name).chmod(0o640)
        with open_project(self._template) as project:
            if case.action in ("undo", "redo"):
                apply(project, *case.edit)
            else:
                show(project, *case.edit)
            if case.action == "redo":
                undo(project)
            project.journal.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.old: Tree = _relative(self._template)
        self.new: Tree = {}
        done = self.copy()
        assert not killer.carry_out(Order(str(done), case.action)).killed
        self.new = _relative(done)
        assert self.new != self.old

    def copy(self) -> Path:
        self._copies += 1
        root = self._folder / f"copy{self._copies}"
        shutil.copytree(self._template, root)
        return root

    def time(self, ready: str) -> float:
        """The seconds that it takes from there on, when it is left alone."""
        order = Order(str(self.copy()), self.case.action, ready=ready)
        return self._killer.carry_out(order).seconds

    def kill(self, **how: Any) -> bool:
        """Kill it once, and check what is left; whether it was still at work."""
        root = self.copy()
        order = Order(str(root), self.case.action, **how)
        outcome = self._killer.carry_out(order)
        if outcome.killed:
            self.stages[
                f"before {outcome.at}" if outcome.at else self._stage(root)
            ] += 1
        self.check(root)
        shutil.rmtree(root)
        return outcome.killed

    def _stage(self, root: Path) -> str:
        """How far it had come, from what is on the disk and in the journal."""
        found = _relative(root, with_scratch=True)
        scratch = {path for path in found if b".coresearch-" in path}
        files = {path: found[path] for path in found if path not in scratch}
        with open_project(root) as project:
            pending = bool(project.journal.pending_decisions())
            if not pending:
                settled = _state(project) == self.case.after
                return "effect on record" if settled else "before the decision"
        if files == self.new:
            return "all landed" + (", not tidied" if scratch else "")
        if files != self.old:
            return "some landed"
        return "staged" if scratch else "decision on record"

    def check(self, root: Path) -> None:
        """Old or new, never a mix, and the journal says which of the two."""
        with open_project(root) as project:
            reconcile(project)
            assert scratch_files(root) == []
            assert reconcile(project) == []
            verify(project.journal)
            tree, state = _relative(root), _state(project)
            assert (tree, state) in (
                (self.old, self.case.before),
                (self.new, self.case.after),
            )
            if tree == self.new:
                (redo if self.case.action == "undo" else undo)(project)
                if self.case.action != "amend":
                    assert _relative(root) == self.old
        if tree == self.old:  # it can still be done
            assert not self._killer.carry_out(Order(str(root), self.case.action)).killed
            assert _relative(root) == self.new


def _relative(root: Path, *, with_scratch: bool = False) -> Tree:
    start = len(str(root).encode()) + 1
    return {
        path[start:]: entry
        for path, entry in contents(root).items()
        if with_scratch or b".coresearch-" not in path
    }


def _state(project: Project) -> str:
    [row] = list_entries(project.journal, Filter(), limit=2)
    return row.state


def report(case: str, how: str, bench: Bench) -> None:
    """What fell where; shown by `pytest -s`."""
    stages = ", ".join(f"{n} {stage}" for stage, n in sorted(bench.stages.items()))
    total = sum(bench.stages.values())
    sys.stdout.write(f"\n{case}, {how}: {total} kills: {stages}\n")


def at_every_call(bench: Bench, **how: Any) -> None:
    call = 1
    while bench.kill(kill_at=call, **how):
        call += 1
    assert call > 8


def at_random(bench: Bench, kills: int, seed: int) -> None:
    """Kill so often while it is at work, at moments spread over the time it takes.

    Half of the kills fall after the decision, where the files are written: that is the
    shorter part.
    """
    chance = random.Random(seed)
    for ready, until in (("looked at", kills // 2), ("decided", kills)):
        times = [bench.time(ready) for _ in range(5)]
        missed = 0
        while sum(bench.stages.values()) < until:
            delay = chance.uniform(0, statistics.median(times))
            missed += not bench.kill(delay=delay, ready=ready)
            assert missed < 2 * kills


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_at_random_all_is_old_or_new(tmp_path, killer):
    name = "accept three files"
    bench = Bench(CASES[name], tmp_path, killer)
    at_random(bench, 10, seed=1)
    report(name, "at random", bench)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", CASES)
def test_each_decision_killed_at_every_call(tmp_path, killer, name):
    bench = Bench(CASES[name], tmp_path, killer)
    at_every_call(bench)
    report(name, "at every call", bench)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", CASES)
def test_each_decision_killed_at_random(tmp_path, killer, name):
    bench = Bench(CASES[name], tmp_path, killer)
    at_random(bench, 60, seed=len(name))
    report(name, "at random", bench)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fail_at", [1, 2, 3])
def test_killed_while_a_failure_is_put_back(tmp_path, killer, fail_at):
    name = "accept three files"
    bench = Bench(CASES[name], tmp_path, killer)
    at_every_call(bench, fail_at=fail_at)
    report(name, f"renaming {fail_at} failing, at every call", bench)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", [n for n in CASES if CASES[n].edit is EVERYTHING])
def test_reconcile_is_killed_too(tmp_path, killer, name):
    bench = Bench(CASES[name], tmp_path, killer)
    for first in range(1, 100):
        root = bench.copy()
        order = Order(str(root), bench.case.action, kill_at=first)
        if not killer.carry_out(order).killed:
            break
        second = 1
        while True:
            again = bench._folder / f"again{first}-{second}"
            shutil.copytree(root, again)
            outcome = killer.carry_out(Order(str(again), "reconcile", kill_at=second))
            if outcome.killed:
                bench.stages[f"before {outcome.at}"] += 1
            bench.check(again)
            shutil.rmtree(again)
            if not outcome.killed:
                break
            second += 1
    report(name, "then reconcile, at every call", bench)
