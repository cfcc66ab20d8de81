"""What others do while an accept is at work is kept, and the rest is put back."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coresearch.core.edits import Create, Modify, Replacement
from coresearch.core.errors import CoresearchError
from coresearch.repo import files
from coresearch.workbench.decide import Ruling, accept
from coresearch.workbench.project import open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import undo
from tests.gate.steps import contents, run_as_nobody, scratch_files, show, state_of


def disturb(at: int, what: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """Let `what` happen when so many of the three files have landed.

    Each is checked twice: before all are staged, and before it lands.
    """
    really, calls = files._check, itertools.count()

    def check(*arguments: Any) -> None:
        if next(calls) == 3 + at:
            what()
        really(*arguments)

    patch.setattr(files, "_check", check)


EDIT = (
    Modify("a", (Replacement("one\n", "ONE\n"),)),
    Modify("folder/b", (Replacement("one\n", "ONE\n"),)),
    Create("new/folder/d", "x\n"),
)


@pytest.fixture
def ready(project):
    """The project, with a suggestion about three files looked at."""
    (project.root / "folder").mkdir()
    for name in ("a", "folder/b"):
        (project.root / name).write_bytes(b"one\n")
        (project.root / name).chmod(0o640)
    return project, show(project, *EDIT)


def edited(root: Path) -> None:
    (root / "folder/b").write_bytes(b"mine\n")


def removed(root: Path) -> None:
    shutil.rmtree(root / "folder")


def replaced_by_a_folder(root: Path) -> None:
    (root / "folder/b").unlink()
    (root / "folder/b").mkdir()


def replaced_by_a_link(root: Path) -> None:
    (root / "folder/b").rename(root / "folder/c")
    (root / "folder/b").symlink_to("c")


def made(root: Path) -> None:
    (root / "new/folder/d").write_bytes(b"mine\n")


def made_a_folder(root: Path) -> None:
    (root / "new/folder/d").mkdir()


@pytest.mark.parametrize(
    ("what", "at"),
    [
        (edited, 1),
        (removed, 1),
        (replaced_by_a_folder, 1),
        (replaced_by_a_link, 1),
        (made, 2),
        (made_a_folder, 2),
    ],
)
def test_what_a_person_does_meanwhile_is_kept_and_the_rest_put_back(
    ready, monkeypatch, what, at
):
    project, shown = ready
    root = project.root
    before = contents(root)
    inode = (root / "a").stat().st_ino
    theirs = {}

    def disturbance() -> None:
        what(root)
        folder = root / ("new" if what in (made, made_a_folder) else "folder")
        if folder.exists():
            theirs.update(contents(folder))

    disturb(at, disturbance, monkeypatch)
    with pytest.raises(CoresearchError):
        accept(project, shown, Ruling())
    monkeypatch.undo()
    assert (root / "a").stat().st_ino == inode
    now = contents(root)
    theirs = {p: entry for p, entry in theirs.items() if b".coresearch-" not in p}
    changed = os.fsencode(root / ("new" if what in (made, made_a_folder) else "folder"))
    assert {p: now[p] for p in now if p.startswith(changed)} == theirs
    kept = {p: before[p] for p in before if not p.startswith(changed)}
    assert {p: now[p] for p in now if not p.startswith(changed)} == kept
    assert scratch_files(root) == []
    assert state_of(project, shown) == "waiting"
    assert reconcile(project) == []


def test_an_interrupt_puts_everything_back_and_leaves_it_waiting(ready, monkeypatch):
    project, shown = ready
    before = contents(project.root)

    def interrupt() -> None:
        raise KeyboardInterrupt

    disturb(2, interrupt, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        accept(project, shown, Ruling())
    monkeypatch.undo()
    assert contents(project.root) == before
    assert not (project.root / "new").exists()
    [found] = reconcile(project)
    assert not found.applied
    assert state_of(project, shown) == "waiting"


def test_an_undo_that_fails_midway_leaves_it_accepted(ready, monkeypatch):
    project, shown = ready
    accept(project, shown, Ruling())
    after = contents(project.root)
    disturb(1, lambda: edited(project.root), monkeypatch)
    with pytest.raises(CoresearchError):
        undo(project)
    monkeypatch.undo()
    (project.root / "folder/b").write_bytes(b"ONE\n")
    assert contents(project.root) == after
    assert state_of(project, shown) == "accepted"
    undo(project)
    assert (project.root / "a").read_bytes() == b"one\n"


# -- permission lost: as a user whom modes bind -------------------------------------


def lose_permission(root: Path, folder: str, names: str) -> None:
    """Accept a change; once one file has landed, nothing is written in `folder`."""
    edit = [Modify(name, (Replacement("one\n", "ONE\n"),)) for name in names.split()]
    with open_project(root) as project, pytest.MonkeyPatch.context() as patch:
        shown = show(project, *edit)
        disturb(1, lambda: (root / folder).chmod(0o555), patch)
        with pytest.raises(CoresearchError) as fault:
            accept(project, shown, Ruling())
        patch.undo()
        found = [type(fault.value).__name__, state_of(project, shown)]
        found += ["still open" for item in reconcile(project) if not item.applied]
        (root / folder).chmod(0o755)
        found += ["done" for item in reconcile(project) if item.applied]
        found.append(state_of(project, shown))
        content = b"ONE\n" if found[-1] == "accepted" else b"one\n"
        assert {(root / name).read_bytes() for name in names.split()} == {content}
        print(*found, sep=", ")  # noqa: T201 - for the test that started it


@pytest.mark.parametrize(
    ("folder", "names", "told"),
    [
        ("closed", "open/a closed/b open/c", "EffectFailed, waiting, waiting"),
        ("closed", "open/a open/b closed/c", "EffectFailed, waiting, waiting"),
        (
            "closed",
            "closed/a closed/b open/c",
            "NotPutBack, pending, still open, done, accepted",
        ),
    ],
)
def test_permission_that_is_lost_midway(open_folder, folder, names, told):
    for name in names.split():
        (open_folder / name).parent.mkdir(exist_ok=True)
        (open_folder / name).write_bytes(b"one\n")
    if os.getuid() == 0:
        for path in (open_folder, *open_folder.rglob("*")):
            os.chown(path, 65534, 65534, follow_symlinks=False)
    code = "lose_permission(Path(sys.argv[1]), *sys.argv[2:])"
    lead = "import sys\nfrom pathlib import Path\n"
    lead += "from tests.gate.test_disturbances import lose_permission\n"
    done = run_as_nobody(code, open_folder, folder, names, first=lead)
    assert done.stdout.strip() == told, done.stderr
