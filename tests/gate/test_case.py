"""File systems that take `a.md` and `A.md` for one file, and know no modes or links."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from coresearch.core.edits import Create, Delete, Modify, Replacement
from coresearch.core.errors import CoresearchError, ForbiddenPath, Refused, Stale
from coresearch.journal.verify import verify
from coresearch.repo.files import read_file
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from tests.conftest import git
from tests.gate.killing import Killer, Order
from tests.gate.steps import apply, refusal, scratch_files, show, state_of

ONE = Replacement("one\n", "ONE\n")


def works(*command: object) -> bool:
    """Whether `command` is there and succeeds."""
    try:
        words = [str(word) for word in command]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


KINDS: dict[str, tuple[Sequence[object], Sequence[object]]] = {
    "vfat": (("mkfs.vfat",), ("mount", "-t", "vfat")),
    "exfat": (("mkfs.exfat",), ("mount", "-t", "exfat")),
    "exfat-fuse": (("mkfs.exfat",), ("mount.exfat-fuse",)),
}


@pytest.fixture
def caseless(tmp_path: Path) -> Iterator[Project]:
    """A repository on a disk that ignores case, if this computer can make one."""
    image, root = tmp_path / "image", tmp_path / "disk"
    image.touch()
    os.truncate(image, 64 * 1024 * 1024)
    root.mkdir()
    if os.getuid() != 0 or not shutil.which("losetup"):
        pytest.skip("only root can mount a disk")
    found = subprocess.run(
        ["losetup", "-f", "--show", image], capture_output=True, text=True, check=False
    )
    device = found.stdout.strip()
    if not device:
        pytest.skip("there is no loop device")
    try:
        for make, mount in KINDS.values():
            if works(*make, image) and works(*mount, device, root):
                break
        else:
            pytest.skip("no file system that ignores case can be made here")
        try:
            git(root, "init", "-q", "--template=")
            (root / "a.md").write_bytes(b"one\n")
            assert (root / "A.MD").exists()
            with open_project(root) as project:
                yield project
        finally:
            subprocess.run(["umount", root], check=True)
    finally:
        subprocess.run(["losetup", "-d", device], check=False)


def names(project: Project) -> set[str]:
    return {p.name for p in project.root.iterdir()} - {".git", ".coresearch"}


def test_a_file_is_there_under_its_own_name_only(caseless):
    assert read_file(caseless.root, "a.md") is not None
    assert read_file(caseless.root, "A.md") is None
    assert isinstance(refusal(caseless, Modify("A.md", (ONE,))), Stale)


@pytest.mark.parametrize("changes", [(), (ONE,)], ids=["as it is", "changed too"])
def test_a_rename_in_case_only_goes_both_ways(caseless, changes):
    content = b"ONE\n" if changes else b"one\n"
    shown = apply(caseless, Modify("a.md", changes, rename_to="A.md"))
    assert (names(caseless), (caseless.root / "A.md").read_bytes()) == (
        {"A.md"},
        content,
    )
    undo(caseless)
    assert (names(caseless), (caseless.root / "a.md").read_bytes()) == (
        {"a.md"},
        b"one\n",
    )
    redo(caseless, shown.id)
    assert names(caseless) == {"A.md"}
    assert scratch_files(caseless.root) == []
    verify(caseless.journal)


def test_a_new_file_does_not_land_on_one_of_another_spelling(caseless):
    fault = refusal_when_accepted(caseless, Create("A.MD", "x\n"))
    assert isinstance(fault, Refused)
    assert "ignores case" in fault.message
    assert (names(caseless), (caseless.root / "a.md").read_bytes()) == (
        {"a.md"},
        b"one\n",
    )


def refusal_when_accepted(project: Project, *changes) -> CoresearchError:
    shown = show(project, *changes)
    with pytest.raises(CoresearchError) as refused:
        accept(project, shown, Ruling())
    assert state_of(project, shown) == "waiting"
    assert scratch_files(project.root) == []
    return refused.value


def test_two_new_files_that_are_one_to_the_disk_are_refused(caseless):
    refusal_when_accepted(caseless, Create("b.md", "x\n"), Create("B.md", "y\n"))
    assert names(caseless) == {"a.md"}


def test_without_modes_no_file_is_executable_and_all_can_be_undone(caseless):
    assert (caseless.root / "a.md").stat().st_mode & 0o111
    assert read_file(caseless.root, "a.md").executable is False
    apply(caseless, Create("new.md", "x\n"))
    apply(caseless, Modify("a.md", executable=True))
    for left in ({"a.md", "new.md"}, {"a.md"}):
        undo(caseless)
        assert names(caseless) == left


def test_text_and_removal_come_and_go(caseless):
    apply(caseless, Modify("a.md", (ONE,)))
    undo(caseless)
    apply(caseless, Delete("a.md"))
    assert names(caseless) == set()
    undo(caseless)
    assert (caseless.root / "a.md").read_bytes() == b"one\n"


def test_a_failure_is_put_back_without_hard_links(caseless):
    shown = show(caseless, Modify("a.md", (ONE,)), Delete("b.md"))
    assert isinstance(shown.refusal, Stale)
    (caseless.root / "b.md").write_bytes(b"two\n")
    shown = present(caseless, shown.id)
    outcome = killed(caseless.root, fail_at=1)
    assert not outcome.killed
    assert (caseless.root / "a.md").read_bytes() == b"one\n"
    assert (caseless.root / "b.md").read_bytes() == b"two\n"
    assert state_of(caseless, shown) == "waiting"
    assert scratch_files(caseless.root) == []


def killed(root: Path, **how):
    killer = Killer()
    try:
        return killer.carry_out(Order(str(root), "accept", **how))
    finally:
        killer.close()


@pytest.mark.parametrize("path", [".GIT/config", ".Git/hooks/x", ".CoreSearch/lock"])
def test_the_own_folders_are_refused_in_every_spelling(caseless, path):
    assert isinstance(refusal(caseless, Create(path, "x\n")), ForbiddenPath)


@pytest.mark.slow
def test_a_rename_in_case_only_is_killed_at_every_call(caseless):
    root, edit = caseless.root, Modify("a.md", (ONE,), rename_to="A.md")
    shown = show(caseless, edit)
    killer, call = Killer(), 1
    while killer.carry_out(Order(str(root), "accept", kill_at=call)).killed:
        reconcile(caseless)
        assert scratch_files(root) == []
        if state_of(caseless, shown) == "accepted":
            assert names(caseless) == {"A.md"}
            assert (root / "A.md").read_bytes() == b"ONE\n"
            undo(caseless, shown.id)
            shown = show(caseless, edit)
        assert (root / "a.md").read_bytes() == b"one\n"
        assert names(caseless) == {"a.md"}
        call += 1
    killer.close()
    assert call > 8
    verify(caseless.journal)
