"""A decision is bound to what was shown: whatever changes in between, it is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coresearch.core.edits import Create, Delete, FileEdit, Modify, Replacement, Rewrite
from coresearch.core.errors import BadInput, CoresearchError, Refused, Stale
from coresearch.workbench.amending import amended, drafts
from coresearch.workbench.decide import (
    Presented,
    Ruling,
    accept,
    amend,
    present,
    reject,
)
from coresearch.workbench.project import open_project
from coresearch.workbench.reverse import redo, undo
from tests.conftest import git
from tests.gate.steps import apply, contents, show, snapshot, state_of

ONE = Replacement("one\n", "ONE\n")


def replaced_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def replaced_by_a_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def replaced_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def replaced_by_a_file_of_the_same_text(file: Path) -> None:
    file.write_bytes(file.read_bytes())
    file.chmod(0o755)


CHANGES: dict[str, Callable[[Path], object]] = {
    "another text": lambda file: file.write_bytes(b"one\ntwo\nmine\n"),
    "another line end": lambda file: file.write_bytes(b"one\ntwo\r\n"),
    "no final newline": lambda file: file.write_bytes(b"one\ntwo"),
    "a byte-order mark": lambda file: file.write_bytes(b"\xef\xbb\xbfone\ntwo\n"),
    "emptied": lambda file: file.write_bytes(b""),
    "made binary": lambda file: file.write_bytes(b"one\n\0"),
    "the change itself": lambda file: file.write_bytes(b"ONE\ntwo\n"),
    "deleted": Path.unlink,
    "renamed away": lambda file: file.rename(file.with_name("away")),
    "made executable": lambda file: file.chmod(0o755),
    "made read-only": lambda file: file.chmod(0o444),
    "a folder": replaced_by_a_folder,
    "a link to the same text": replaced_by_a_link,
    "a pipe": replaced_by_a_pipe,
    "the same text, executable": replaced_by_a_file_of_the_same_text,
}
EDITS: dict[str, FileEdit] = {
    "modify": Modify("a", (ONE,)),
    "rewrite": Rewrite("a", "ONE\ntwo\n"),
    "delete": Delete("a"),
    "rename": Modify("a", rename_to="b"),
    "rename and modify": Modify("a", (ONE,), rename_to="b"),
    "mode": Modify("a", executable=False),
}


def refuses(project, shown: Presented, decide: Callable[[], object]) -> None:
    """`decide` is refused, and not a file, link or folder is other than before."""
    before = snapshot(project.root)
    with pytest.raises(CoresearchError) as fault:
        decide()
    assert isinstance(fault.value, Refused | BadInput)
    assert snapshot(project.root) == before
    assert state_of(project, shown) == "waiting"


@pytest.fixture
def file(project) -> Path:
    path = project.root / "a"
    path.write_bytes(b"one\ntwo\n")
    return path


@pytest.mark.parametrize("edit", [e for e in EDITS if e != "mode"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_accept_of_what_was_shown_before_is_refused(project, file, change, edit):
    shown = show(project, EDITS[edit], Create("other/new", "x\n"))
    CHANGES[change](file)
    refuses(project, shown, lambda: accept(project, shown, Ruling()))
    refuses(project, shown, lambda: accept(project, shown, Ruling(), [1]))


@pytest.mark.parametrize("change", CHANGES)
def test_an_amendment_of_what_was_edited_before_is_refused(project, file, change):
    shown = show(project, EDITS["modify"])
    [draft] = drafts(project, shown)
    mine = amended(shown, [replace(draft, content=b"mine\n")])
    CHANGES[change](file)
    refuses(project, shown, lambda: amend(project, mine, Ruling()))


def made(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mine\n")


COMINGS: dict[str, Callable[[Path], object]] = {
    "a file": made,
    "the same file": lambda path: (path.parent.mkdir(), path.write_bytes(b"x\n")),
    "a folder": lambda path: path.mkdir(parents=True),
    "a link to nowhere": lambda path: (path.parent.mkdir(), path.symlink_to("no")),
    "a link out": lambda path: (path.parent.mkdir(), path.symlink_to("/etc/passwd")),
    "a link in the place of its folder": lambda path: path.parent.symlink_to("/tmp"),
    "a file in the place of its folder": lambda path: path.parent.write_bytes(b"mine"),
    "a submodule in the place of its folder": lambda path: git(
        path.parents[1], "init", "-q", path.parent.name
    ),
}


@pytest.mark.parametrize("coming", COMINGS)
@pytest.mark.parametrize(
    "edit", [Create("new/b", "x\n"), Modify("a", rename_to="new/b")]
)
def test_what_has_come_where_a_file_was_to_be_is_kept(project, file, coming, edit):
    shown = show(project, edit, Create("aside", "x\n"))
    COMINGS[coming](project.root / "new/b")
    refuses(project, shown, lambda: accept(project, shown, Ruling()))


def test_one_file_of_three_that_changed_stops_all(project, file):
    for name in ("b", "c"):
        (project.root / name).write_bytes(b"one\ntwo\n")
    shown = show(project, *(Modify(name, (ONE,)) for name in "abc"))
    (project.root / "c").write_bytes(b"one\nmine\n")
    refuses(project, shown, lambda: accept(project, shown, Ruling()))
    accept(project, present(project, shown.id), Ruling())
    assert (project.root / "c").read_bytes() == b"ONE\nmine\n"


def test_a_change_that_is_undone_again_does_not_matter(project, file):
    shown = show(project, EDITS["modify"])
    file.write_bytes(b"other\n")
    file.write_bytes(b"one\ntwo\n")
    accept(project, shown, Ruling())
    assert file.read_bytes() == b"ONE\ntwo\n"


def test_what_was_refused_when_shown_cannot_be_accepted_later(project, file):
    shown = show(project, Modify("a", (Replacement("three\n", "x\n"),)))
    file.write_bytes(b"three\n")
    refuses(project, shown, lambda: accept(project, shown, Ruling()))


def test_hunks_that_are_not_there_are_refused(project, file):
    shown = show(project, EDITS["modify"])
    for hunks in ([], [0], [2], [-1], [1, 2], [10**9]):
        refuses(
            project, shown, lambda hunks=hunks: accept(project, shown, Ruling(), hunks)
        )


def test_what_another_process_ruled_on_is_refused(project, file):
    shown = show(project, EDITS["modify"])
    with open_project(project.root) as other:
        reject(other, present(other, shown.id), Ruling("no"))
        accept(other, present(other, shown.id), Ruling("after all"))
    before = contents(project.root)
    for decide in (accept, reject):
        with pytest.raises(Refused):
            decide(project, shown, Ruling())
    assert contents(project.root) == before
    assert state_of(project, shown) == "accepted"


@pytest.mark.parametrize("edit", EDITS)
def test_an_undo_of_what_has_changed_since_touches_nothing(project, file, edit):
    if edit == "mode":
        file.chmod(0o755)
    shown = apply(project, EDITS[edit])
    for path in (project.root / "a", project.root / "b"):
        if path.exists():
            path.write_bytes(b"mine\n")
    if edit == "delete":
        file.write_bytes(b"mine\n")
    before = snapshot(project.root)
    if edit == "mode":
        undo(project)
        assert file.read_bytes() == b"mine\n"
        return
    with pytest.raises(Stale):
        undo(project)
    assert snapshot(project.root) == before
    assert state_of(project, shown) == "accepted"


def test_a_redo_of_what_has_changed_since_touches_nothing(project, file):
    shown = apply(project, EDITS["modify"])
    undo(project)
    file.write_bytes(b"mine\n")
    before = snapshot(project.root)
    with pytest.raises(Stale):
        redo(project)
    assert snapshot(project.root) == before
    assert state_of(project, shown) == "undone"


def test_an_undo_of_one_accept_leaves_the_later_one(project, file):
    file.write_bytes(b"one\n" + b"-\n" * 9 + b"two\n")
    first = apply(project, EDITS["modify"])
    apply(project, Modify("a", (Replacement("two\n", "TWO\n"),)))
    undo(project, first.id)
    assert file.read_bytes() == b"one\n" + b"-\n" * 9 + b"TWO\n"
    redo(project, first.id)
    assert file.read_bytes() == b"ONE\n" + b"-\n" * 9 + b"TWO\n"
