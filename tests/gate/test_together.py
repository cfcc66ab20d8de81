"""Several at once: both land, or one is told so; nothing is lost."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coresearch.core.decisions import Decision, IntendedWrite, Verdict
from coresearch.core.edits import Modify, Replacement
from coresearch.core.errors import Refused, Stale
from coresearch.journal.verify import verify
from coresearch.workbench.carrying_out import keep_contents
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import undo
from coresearch.workbench.suggest import put_in_inbox
from tests.conftest import git
from tests.gate.racing import Racer
from tests.gate.steps import edit_suggestion, scratch_files, show, state_of

ROUNDS = 40

pytestmark = pytest.mark.timeout(300)
LINES = b"".join(b"line %d\n" % number for number in range(100))


def change(path: str, number: int, title: str = "") -> Modify:
    return Modify(path, (Replacement(f"line {number}\n", f"LINE {number}{title}\n"),))


@pytest.fixture
def racers() -> Iterator[tuple[Racer, Racer]]:
    both = Racer(), Racer()
    yield both
    for racer in both:
        racer.close()


def race(
    project: Project, racers: tuple[Racer, Racer], ids: list[str], swap: bool
) -> list[str]:
    order = racers[::-1] if swap else racers
    for racer, suggestion in zip(racers, ids, strict=True):
        racer.look_at(project.root, suggestion)
    for racer in order:
        racer.go()
    return [racer.answer() for racer in racers]


@pytest.mark.slow
def test_two_processes_on_different_files_both_land(project, racers):
    root = project.root
    for name in "ab":
        (root / name).write_bytes(LINES)
    for turn in range(ROUNDS):
        ids = [show(project, change(name, turn)).id for name in "ab"]
        assert race(project, racers, ids, bool(turn % 2)) == ["accepted"] * 2
    wanted = b"".join(b"LINE %d\n" % n for n in range(ROUNDS)) + b"".join(
        LINES.splitlines(keepends=True)[ROUNDS:]
    )
    assert (root / "a").read_bytes() == (root / "b").read_bytes() == wanted
    assert reconcile(project) == []
    assert scratch_files(root) == []
    verify(project.journal)


@pytest.mark.slow
def test_two_processes_on_one_file_lose_nothing(project, racers):
    file = project.root / "a"
    file.write_bytes(LINES)
    for turn in range(ROUNDS):
        ids = [show(project, change("a", number)).id for number in (turn, 99 - turn)]
        told = race(project, racers, ids, bool(turn % 2))
        assert sorted(told) == ["Stale", "accepted"]
        again = ids[told.index("Stale")]
        accept(project, present(project, again), Ruling())
    lines = file.read_bytes().splitlines()
    assert lines[:ROUNDS] == [b"LINE %d" % n for n in range(ROUNDS)]
    assert lines[-ROUNDS:] == [b"LINE %d" % n for n in range(60, 100)]
    assert lines[ROUNDS:-ROUNDS] == [b"line %d" % n for n in range(40, 60)]
    assert scratch_files(project.root) == []
    verify(project.journal)


def test_two_processes_on_one_suggestion_accept_it_once(project, racers):
    file = project.root / "a"
    file.write_bytes(LINES)
    for turn in range(10):
        shown = show(project, change("a", turn))
        told = race(project, racers, [shown.id] * 2, bool(turn % 2))
        assert told.count("accepted") == 1
        assert set(told) <= {"accepted", "Stale", "Refused", "NoPlace"}
    assert file.read_bytes().count(b"LINE") == 10
    verify(project.journal)


def together(count: int, work: Callable[[int], None]) -> None:
    """Run `work` in so many threads, begun at one moment; their faults are raised."""
    start, faults = threading.Barrier(count), list[BaseException]()

    def run(number: int) -> None:
        start.wait(timeout=90)
        try:
            work(number)
        except BaseException as fault:  # noqa: BLE001 - raised below
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=50)
    if faults:
        raise faults[0]


def insist(project: Project, suggestion: str) -> None:
    """Accept it, looking at it again as often as it has become stale."""
    while True:
        try:
            accept(project, present(project, suggestion), Ruling())
        except Stale:
            continue
        return


@pytest.mark.parametrize("files", ["one file", "a file each"])
def test_eight_threads_lose_nothing(project, files):
    root, mine = project.root, "a" if files == "one file" else "f{}"
    for number in range(8):
        (root / mine.format(number)).write_bytes(LINES)

    def work(number: int) -> None:
        with open_project(root) as own:
            for turn in range(4):
                line = number * 10 + turn
                path = mine.format(number)
                title = f"{path} {line}"
                [placed] = put_in_inbox(
                    own, [edit_suggestion(change(path, line), title=title)]
                )
                insist(own, placed.id)
                if turn == 3:
                    undo(own, placed.id)

    together(8, work)
    changed = sum(
        file.read_bytes().count(b"LINE") for file in root.iterdir() if file.is_file()
    )
    assert changed == 24
    assert reconcile(project) == []
    assert scratch_files(root) == []
    verify(project.journal)


def test_eight_threads_begin_one_journal(tmp_path: Path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_bytes(LINES)

    def work(number: int) -> None:
        with open_project(tmp_path) as own:
            insist(own, show(own, change("a", number)).id)

    together(8, work)
    assert (tmp_path / "a").read_bytes().count(b"LINE") == 8
    with open_project(tmp_path) as project:
        verify(project.journal)


def test_reconcile_keeps_out_of_an_accept_that_is_at_work(project):
    shown = show(project, Modify("plan.md", (Replacement("# Plan\n", "# P\n"),)))
    [write] = shown.changes.writes
    keep_contents(project, [write])
    begun = Decision(Verdict.ACCEPTED, writes=(IntendedWrite.of(write),))
    with project.effects(), open_project(project.root) as other:
        with project.journal.writing():
            project.journal.record_decision(shown.id, begun)
        assert reconcile(other) == []
        with pytest.raises(Refused, match="Another coresearch"), other.effects(wait=0):
            pass
        assert state_of(other, shown) == "pending"
        with pytest.raises(Refused, match="pending"):
            reject(other, shown, Ruling())
    [found] = reconcile(project)
    assert (found.applied, state_of(project, shown)) == (False, "waiting")


def test_random_decisions_of_two_threads_leave_a_journal_that_holds(project):
    root = project.root
    (root / "a").write_bytes(LINES)

    def work(seed: int) -> None:
        chance = random.Random(seed)
        with open_project(root) as own:
            for turn in range(12):
                line = seed * 50 + turn
                shown = show(own, change("a", line), title=f"line {line}")
                insist(own, shown.id)
                if chance.random() < 0.5:
                    undo(own, shown.id)

    together(2, work)
    with open_project(root) as own:
        verify(own.journal)
        [accepted] = own.journal.connection.execute(
            "SELECT count(*) FROM suggestions WHERE state = 'accepted'"
        ).fetchone()
    assert (root / "a").read_bytes().count(b"LINE") == accepted
