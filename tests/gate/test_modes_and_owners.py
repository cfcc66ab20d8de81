"""What a file is besides its content stays: mode, owner, attributes, links."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from coresearch.core.edits import Create, Delete, Modify, Replacement
from coresearch.core.errors import BadInput, CoresearchError, Refused
from coresearch.workbench.reverse import redo, undo
from tests.gate.steps import apply, contents, refusal, run_as_nobody

ONE = Replacement("one\n", "ONE\n")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def file_with(root: Path, mode: int, name: str = "a", content: bytes = b"one\n"):
    file = root / name
    file.write_bytes(content)
    file.chmod(mode)
    return file


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o700, 0o755, 0o4755])
def test_a_changed_file_keeps_its_mode(project, mode):
    file = file_with(project.root, mode)
    apply(project, Modify("a", (ONE,)))
    assert (file.read_bytes(), mode_of(file)) == (b"ONE\n", mode)
    undo(project)
    assert (file.read_bytes(), mode_of(file)) == (b"one\n", mode)


@pytest.mark.parametrize(
    ("mode", "executable"),
    [(0o600, 0o700), (0o640, 0o750), (0o644, 0o755), (0o664, 0o775)],
)
def test_who_may_read_may_run_and_nobody_else(project, mode, executable):
    file = file_with(project.root, mode)
    apply(project, Modify("a", executable=True))
    assert mode_of(file) == executable
    undo(project)
    assert mode_of(file) == mode
    redo(project)
    assert mode_of(file) == executable
    apply(project, Modify("a", executable=False))
    assert mode_of(file) == mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
@pytest.mark.parametrize("changes", [(), (ONE,)], ids=["as it is", "changed too"])
def test_a_renamed_file_keeps_its_mode_and_owner(project, mode, changes):
    file = file_with(project.root, mode)
    if os.getuid() == 0:
        os.chown(file, 1234, 4321)
    before = contents(project.root)
    kept = file.stat()
    apply(project, Modify("a", changes, rename_to="folder/b"))
    new = (project.root / "folder/b").stat()
    assert (new.st_mode, new.st_uid, new.st_gid) == (
        kept.st_mode,
        kept.st_uid,
        kept.st_gid,
    )
    undo(project)
    assert contents(project.root) == before
    redo(project)
    assert (project.root / "folder/b").stat().st_mode == kept.st_mode


def test_a_persons_change_of_mode_outlives_undo(project):
    file = file_with(project.root, 0o644)
    apply(project, Modify("a", (ONE,)))
    file.chmod(0o755)
    undo(project)
    assert (file.read_bytes(), mode_of(file)) == (b"one\n", 0o755)


def test_a_new_file_has_the_mode_of_any_new_file(project):
    old = os.umask(0o027)
    try:
        apply(project, Create("a", "x\n"), Create("b", "x\n", executable=True))
    finally:
        os.umask(old)
    assert mode_of(project.root / "a") == 0o640
    assert mode_of(project.root / "b") == 0o750


def test_a_setgid_folder_gives_its_group_to_new_files_only(project):
    folder = project.root / "shared"
    folder.mkdir()
    file = file_with(folder, 0o664)
    group = 4321 if os.getuid() == 0 else os.getgid()
    os.chown(folder, -1, group)
    folder.chmod(0o2775)
    before = file.stat().st_gid
    apply(project, Modify("shared/a", (ONE,)), Create("shared/b/c", "x\n"))
    assert file.stat().st_gid == before
    assert (folder / "b/c").stat().st_gid == group
    assert mode_of(folder) == 0o2775


def test_owner_and_group_stay(project):
    file = file_with(project.root, 0o664)
    if os.getuid() == 0:
        os.chown(file, 1234, 4321)
    before = (file.stat().st_uid, file.stat().st_gid)
    apply(project, Modify("a", (ONE,)))
    assert (file.stat().st_uid, file.stat().st_gid) == before


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Linux has these")
def test_extended_attributes_stay(project):
    file = file_with(project.root, 0o644)
    try:
        os.setxattr(file, "user.source", b"the lab")
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            pytest.skip("this file system has no attributes")
        raise
    apply(project, Modify("a", (ONE,)))
    assert os.getxattr(file, "user.source") == b"the lab"


def test_the_other_name_of_a_file_keeps_the_old_text(project):
    file = file_with(project.root, 0o644)
    (project.root / "backup").hardlink_to(file)
    apply(project, Modify("a", (ONE,)))
    assert (project.root / "backup").read_bytes() == b"one\n"


@pytest.mark.parametrize("change", [Modify("a", (ONE,)), Delete("a")])
def test_a_read_only_file_is_refused(project, change):
    file_with(project.root, 0o444)
    fault = refusal(project, change)
    assert isinstance(fault, Refused)
    assert "chmod u+w" in fault.hint


def test_a_folder_where_the_file_was_is_refused(project):
    (project.root / "a").mkdir()
    assert isinstance(refusal(project, Modify("a", (ONE,))), BadInput)
    assert isinstance(refusal(project, Create("a", "x\n")), BadInput)


def test_a_file_where_a_folder_is_needed_is_refused(project):
    fault = refusal(project, Create("plan.md/notes/a", "x\n"))
    assert "plan.md" in fault.message
    assert isinstance(fault, BadInput | Refused)


def test_pipes_devices_and_sockets_are_refused_and_not_waited_for(project):
    os.mkfifo(project.root / "pipe")
    kinds = ["pipe"]
    if os.getuid() == 0:
        os.mknod(project.root / "zero", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        kinds.append("zero")
    for name in kinds:
        for change in (Modify(name, (ONE,)), Create(name, "x\n"), Delete(name)):
            assert isinstance(refusal(project, change), BadInput)


AS_NOBODY = """
import sys
from pathlib import Path
from coresearch.core.edits import *
from coresearch.core.errors import CoresearchError
from coresearch.workbench.decide import *
from coresearch.workbench.project import open_project
from tests.gate.steps import contents, scratch_files, show, state_of
root = Path(sys.argv[1])
with open_project(root) as project:
    for change in sys.argv[2:]:
        before = contents(root)
        shown = show(project, *eval(change))
        try:
            accept(project, shown, Ruling())
            print("accepted")
        except CoresearchError as fault:
            assert contents(root) == before
            assert scratch_files(root) == []
            assert state_of(project, shown) == "waiting"
            print(type(fault).__name__)
"""


def test_nobody_is_refused_what_its_rights_do_not_allow(open_folder):
    (open_folder / "locked").mkdir()
    file_with(open_folder / "locked", 0o644)
    file_with(open_folder, 0o644, "theirs")
    file_with(open_folder, 0o666, "everyones")
    file_with(open_folder, 0o000, "secretive")
    as_root = os.getuid() == 0
    for path in (open_folder, *open_folder.rglob("*")):
        if as_root and path.name not in ("theirs", "everyones"):
            os.chown(path, 65534, 65534, follow_symlinks=False)
    (open_folder / "locked").chmod(0o555)

    change = "[Modify({!r}, (Replacement('one\\n', 'ONE\\n'),))]"
    changes = {
        change.format("locked/a"): "EffectFailed",
        "[Create('locked/b/c', 'x')]": "EffectFailed",
        "[Create('b', 'x'), Delete('locked/a')]": "EffectFailed",
        change.format("secretive"): "BadInput",
    }
    if as_root:
        changes[change.format("theirs")] = "Refused"
        changes[change.format("everyones")] = "accepted"
    try:
        done = run_as_nobody(AS_NOBODY, open_folder, *changes)
        assert done.stdout.split() == list(changes.values()), done.stderr
        assert mode_of(open_folder / "everyones") == 0o666
    finally:
        (open_folder / "locked").chmod(0o755)


def test_a_group_that_nobody_may_give_is_kept(open_folder):
    if os.getuid() != 0:
        pytest.skip("only root can make a file of another user's")
    file = file_with(open_folder, 0o664)
    for path in (open_folder, *open_folder.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    os.chown(file, 1234, 4321)
    change = "[Modify('a', (Replacement('one\\n', 'ONE\\n'),))]"
    done = run_as_nobody(AS_NOBODY, open_folder, change, groups=[4321])
    assert done.stdout == "accepted\n", done.stderr
    assert (file.stat().st_gid, mode_of(file)) == (4321, 0o664)


def test_a_deleted_file_comes_back_with_its_text_and_its_executable_bit(project):
    file = file_with(project.root, 0o755)
    apply(project, Delete("a"))
    assert not file.exists()
    undo(project)
    assert (file.read_bytes(), mode_of(file)) == (b"one\n", 0o755)
    redo(project)
    assert not file.exists()


def test_nothing_is_left_behind(project):
    file_with(project.root, 0o644)
    with pytest.raises(CoresearchError):
        apply(project, Modify("a", (ONE,)), Create("plan.md", "x"))
    shutil.rmtree(project.root / ".git")
    names = {path.name for path in project.root.iterdir()}
    assert names == {"a", "plan.md", ".coresearch"}
