"""Without room every file is as it was before, and the suggestion waits again."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from coresearch.core.edits import Create, Delete, FileEdit, Modify, Replacement
from coresearch.core.errors import DiskFull
from coresearch.journal.queries import events_about
from coresearch.journal.verify import verify
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.reconcile import reconcile
from tests.conftest import git
from tests.gate.steps import run_python, scratch_files, show, snapshot, state_of

BIG = "a line of no great length\n" * 150_000  # almost four megabytes


def edit(text: str = BIG) -> tuple[FileEdit, ...]:
    """Three files, of which the second is large."""
    change = Replacement("one\n", "ONE\n")
    return Modify("a", (change,)), Create("new/b", text), Delete("c")


def three_files(root: Path) -> None:
    for name in "abc":
        (root / name).write_bytes(b"one\n")
        (root / name).chmod(0o640)
        os.utime(root / name, ns=(10**18, 10**18))
    (root / "b").unlink()


def as_before(root: Path) -> dict[bytes, object]:
    """All that must be the same after a failure: files to their times, and folders."""
    kept = snapshot(root).items()
    return {
        path: entry if path[-2:] in (b"/a", b"/c") else entry.content
        for path, entry in kept
    }


def check_failed(project: Project, shown, before: dict[bytes, object]) -> None:
    """Nothing has changed, the journal says that it failed, and it waits again."""
    assert as_before(project.root) == before
    assert scratch_files(project.root) == []
    assert state_of(project, shown) == "waiting"
    *_, last = events_about(project.journal, shown.id)
    assert last.type == "effect.failed"
    assert reconcile(project) == []
    verify(project.journal)


# -- no room ------------------------------------------------------------------------

WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from coresearch.core.errors import DiskFull
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.project import open_project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_project(Path(sys.argv[1])) as project:
    shown = present(project, sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    try:
        accept(project, shown, Ruling())
    except DiskFull as fault:
        print(fault.message)
"""


def test_a_file_larger_than_allowed_is_not_begun(project):
    three_files(project.root)
    shown = show(project, *edit())
    before = as_before(project.root)
    done = run_python(WITHOUT_ROOM, project.root, shown.id, 2_000_000)
    assert "no room" in done.stdout, done.stderr
    assert as_before(project.root) == before
    assert state_of(project, shown) == "waiting"
    accept(project, present(project, shown.id), Ruling())
    assert (project.root / "new/b").read_text() == BIG


def test_no_room_in_the_second_of_three_files(project):
    three_files(project.root)
    shown = show(project, *edit())
    for text in (BIG.encode(), b"one\n", b"ONE\n"):
        project.journal.blobs.put(text)  # the journal has room; the tree has not
    before = as_before(project.root)
    done = run_python(WITHOUT_ROOM, project.root, shown.id, 2_000_000)
    assert "The disk is full" in done.stdout, done.stderr
    check_failed(project, shown, before)


@pytest.fixture
def small_disk(tmp_path):
    """A repository on a disk of five megabytes."""
    root = tmp_path / "disk"
    root.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", root],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("this user may not mount a disk")
    git(root, "init", "-q", "--template=")
    yield root
    subprocess.run(["umount", "-l", root], check=True)


def test_a_full_disk_leaves_everything_as_it_was(small_disk):
    three_files(small_disk)
    text = BIG[: len(BIG) // 6]
    filler = small_disk / ".git/filler"
    with open_project(small_disk) as project:
        shown = show(project, *edit(text))
        before = as_before(small_disk)
        refusals = 0
        for kilobytes in range(4600, 0, -150):
            with suppress(OSError):
                filler.write_bytes(bytes(kilobytes * 1024))
            try:
                accept(project, present(project, shown.id), Ruling())
            except DiskFull:
                refusals += 1
            filler.unlink()
            reconcile(project)
            if state_of(project, shown) == "accepted":
                break
            assert as_before(small_disk) == before
            assert state_of(project, shown) == "waiting"
        assert state_of(project, shown) == "accepted"
        assert (small_disk / "new/b").read_text() == text
        assert refusals > 3
        assert scratch_files(small_disk) == []
        verify(project.journal)
