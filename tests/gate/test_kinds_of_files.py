"""Every kind of file through accept, hunk by hunk, undo and redo, byte for byte."""

from __future__ import annotations

import hashlib
import os

import pytest

from coresearch.core.edits import Create, Delete, Modify, Replacement, Rewrite
from coresearch.core.errors import BadInput
from coresearch.journal.verify import verify
from coresearch.workbench.amending import amended, drafts
from coresearch.workbench.decide import Ruling, accept, amend, present
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from tests.gate.steps import (
    apply,
    contents,
    refusal,
    scratch_files,
    show,
    snapshot,
    state_of,
)

ONE, TWO = Replacement("one\n", "ONE\n"), Replacement("three\n", "THREE\n3\n")

# What the file is, what it becomes with both hunks, with the first, with the second.
TEXTS = {
    "line feeds": (
        b"one\ntwo\nthree\n",
        b"ONE\ntwo\nTHREE\n3\n",
        b"ONE\ntwo\nthree\n",
        b"one\ntwo\nTHREE\n3\n",
    ),
    "carriage returns too": (
        b"one\r\ntwo\r\nthree\r\n",
        b"ONE\r\ntwo\r\nTHREE\r\n3\r\n",
        b"ONE\r\ntwo\r\nthree\r\n",
        b"one\r\ntwo\r\nTHREE\r\n3\r\n",
    ),
    "mixed line ends": (
        b"one\r\ntwo\nthree\nfour\r\n",
        b"ONE\r\ntwo\nTHREE\n3\nfour\r\n",
        b"ONE\r\ntwo\nthree\nfour\r\n",
        b"one\r\ntwo\nTHREE\n3\nfour\r\n",
    ),
    "no final newline": (
        b"one\ntwo\nthree",
        b"ONE\ntwo\nTHREE\n3",
        b"ONE\ntwo\nthree",
        b"one\ntwo\nTHREE\n3",
    ),
    "byte-order mark": (
        b"\xef\xbb\xbfone\ntwo\nthree\n",
        b"\xef\xbb\xbfONE\ntwo\nTHREE\n3\n",
        b"\xef\xbb\xbfONE\ntwo\nthree\n",
        b"\xef\xbb\xbfone\ntwo\nTHREE\n3\n",
    ),
    "Latin-1": (
        b"one\ncaf\xe9\nthree\n",
        b"ONE\ncaf\xe9\nTHREE\n3\n",
        b"ONE\ncaf\xe9\nthree\n",
        b"one\ncaf\xe9\nTHREE\n3\n",
    ),
    "Shift JIS, with a backslash byte": (
        b"one\n\x83\x5c\x95\x5c\nthree\n",
        b"ONE\n\x83\x5c\x95\x5c\nTHREE\n3\n",
        b"ONE\n\x83\x5c\x95\x5c\nthree\n",
        b"one\n\x83\x5c\x95\x5c\nTHREE\n3\n",
    ),
    "form feeds and lone carriage returns": (
        b"one\n\x0ctwo\r2\x0b\nthree\n",
        b"ONE\n\x0ctwo\r2\x0b\nTHREE\n3\n",
        b"ONE\n\x0ctwo\r2\x0b\nthree\n",
        b"one\n\x0ctwo\r2\x0b\nTHREE\n3\n",
    ),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_hunks_land_as_chosen_and_come_back(project, kind):
    before, both, first, second = TEXTS[kind]
    file = project.root / "a.txt"
    file.write_bytes(before)
    whole = contents(project.root)
    for hunks, wanted in (([1], first), ([2], second), (None, both), ([1, 2], both)):
        apply(project, Modify("a.txt", (ONE, TWO)), hunks=hunks)
        assert file.read_bytes() == wanted
        undo(project)
        assert contents(project.root) == whole
        redo(project)
        assert file.read_bytes() == wanted
        undo(project)
    assert reconcile(project) == []
    verify(project.journal)


@pytest.mark.parametrize("kind", TEXTS)
def test_the_rest_can_be_accepted_after_a_part_was_undone(project, kind):
    before, both, first, _ = TEXTS[kind]
    file = project.root / "a.txt"
    file.write_bytes(before)
    shown = apply(project, Modify("a.txt", (ONE, TWO)), hunks=[2])
    undo(project, shown.id)
    accept(project, present(project, shown.id), Ruling(), [1])
    assert file.read_bytes() == first
    apply(project, Modify("a.txt", (TWO,)))
    assert file.read_bytes() == both


@pytest.mark.parametrize("kind", TEXTS)
def test_a_persons_own_bytes_land_as_they_are(project, kind):
    before, *_ = TEXTS[kind]
    file = project.root / "a.txt"
    file.write_bytes(before)
    shown = show(project, Modify("a.txt", (ONE,)))
    mine = before.replace(b"two", b"\r\n\xff\r") + b"no end"
    [draft] = drafts(project, shown)
    mended = amended(shown, [type(draft)("a.txt", draft.before, mine, False)])
    amend(project, mended, Ruling())
    assert file.read_bytes() == mine
    undo(project)
    assert file.read_bytes() == before


def test_an_empty_file_is_filled_and_emptied(project):
    file = project.root / "empty"
    file.touch()
    apply(project, Modify("empty", (Replacement("", "a\n"),)))
    assert file.read_bytes() == b"a\n"
    apply(project, Modify("empty", (Replacement("a\n", ""),)))
    assert file.read_bytes() == b""
    undo(project)
    assert file.read_bytes() == b"a\n"
    undo(project)
    assert file.read_bytes() == b""


def test_a_created_file_may_be_empty(project):
    apply(project, Create("new", ""))
    assert (project.root / "new").read_bytes() == b""
    undo(project)
    assert not (project.root / "new").exists()
    redo(project)
    assert (project.root / "new").read_bytes() == b""


def test_a_file_of_a_rewrite_keeps_its_ends_and_its_mark(project):
    file = project.root / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\nthree")
    apply(project, Rewrite("a.txt", "one\nTWO\nthree\nfour\n"))
    assert file.read_bytes() == b"\xef\xbb\xbfone\r\nTWO\r\nthree\r\nfour"
    undo(project)
    assert file.read_bytes() == b"\xef\xbb\xbfone\r\ntwo\r\nthree"


@pytest.mark.parametrize(
    ("content", "change", "why"),
    [
        (b"caf\xe9\none\n", Replacement("one\n", "naïve\n"), "beyond ASCII"),
        ("one\ntwo\n".encode("utf-16"), Replacement("one\n", "ONE\n"), "UTF-16"),
        ("one\ntwo\n".encode("utf-16-le"), Replacement("one\n", "ONE\n"), "UTF-16"),
        (b"one\n\0\n", Replacement("one\n", "ONE\n"), "binary"),
        (b"one\n", Replacement("one\n", "half \ud83d\n"), "not text"),
        (b"one\n", Replacement("\ud83d\n", "ONE\n"), "not text"),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without mark", "binary", "new", "searched"],
)
def test_what_cannot_be_kept_as_text_is_refused(project, content, change, why):
    (project.root / "a.txt").write_bytes(content)
    fault = refusal(project, Modify("a.txt", (change,)))
    assert isinstance(fault, BadInput)
    assert why in fault.message


def test_a_text_that_no_encoding_has_cannot_become_a_file(project):
    fault = refusal(project, Create("new", "half \ud83d\n"))
    assert isinstance(fault, BadInput)


def test_bytes_that_are_not_utf8_can_be_taken_out_as_python_carries_them(project):
    file = project.root / "a.txt"
    file.write_bytes(b"caf\xe9\none\n")
    apply(project, Modify("a.txt", (Replacement("caf\udce9\n", "cafe\n"),)))
    assert file.read_bytes() == b"cafe\none\n"
    undo(project)
    assert file.read_bytes() == b"caf\xe9\none\n"


def test_several_files_change_as_one(project):
    root = project.root
    (root / "gone.txt").write_bytes(b"gone\n")
    (root / "old.txt").write_bytes(b"one\r\ntwo\r\n")
    (root / "tool.sh").write_bytes(b"echo\n")
    before = contents(root)
    shown = show(
        project,
        Create("new/folder/a.py", "x = 1\n", executable=True),
        Delete("gone.txt"),
        Modify("old.txt", (ONE,), rename_to="new/name.txt"),
        Modify("tool.sh", executable=True),
        Modify("plan.md", (Replacement("# Plan\n", "# A plan\n"),)),
    )
    assert len(shown.changes.hunks) == 6
    accept(project, shown, Ruling())
    assert (root / "new/folder/a.py").read_bytes() == b"x = 1\n"
    assert os.access(root / "new/folder/a.py", os.X_OK)
    assert not (root / "gone.txt").exists()
    assert not (root / "old.txt").exists()
    assert (root / "new/name.txt").read_bytes() == b"ONE\r\ntwo\r\n"
    assert (root / "tool.sh").stat().st_mode & 0o111 == 0o111
    assert (root / "plan.md").read_text().startswith("# A plan\n")
    after = contents(root)
    undo(project)
    assert contents(root) == before
    redo(project)
    assert contents(root) == after
    undo(project, shown.id)
    assert contents(root) == before
    assert scratch_files(root) == []
    verify(project.journal)


@pytest.mark.parametrize("chosen", [[1], [2], [3], [1, 3], [2, 3], [1, 2, 3]])
def test_a_rename_a_mode_and_a_text_are_chosen_one_by_one(project, chosen):
    (project.root / "a").write_bytes(b"one\n")
    edit = Modify("a", (ONE,), rename_to="b", executable=True)
    before = contents(project.root)
    shown = apply(project, edit, hunks=chosen)
    file = project.root / ("b" if 1 in chosen else "a")
    assert file.read_bytes() == (b"ONE\n" if 3 in chosen else b"one\n")
    assert os.access(file, os.X_OK) == (2 in chosen)
    assert (project.root / "a").exists() != (project.root / "b").exists()
    undo(project)
    assert contents(project.root) == before
    assert state_of(project, shown) == "undone"


def test_accepting_changes_no_file_that_is_not_named(project):
    for name in ("b.txt", ".hidden", "plan.md~"):
        (project.root / name).write_bytes(b"mine\n")
    before = snapshot(project.root)
    apply(project, Modify("plan.md", (Replacement("# Plan\n", "# A plan\n"),)))
    after = snapshot(project.root)
    root, plan = os.fsencode(project.root), os.fsencode(project.root / "plan.md")
    for path in (root, plan):
        del before[path], after[path]
    assert after == before


def test_a_text_is_replaced_where_it_stands_among_many_like_it(project):
    content = b"x\ny\n" * 20
    (project.root / "a").write_bytes(content)
    base = hashlib.sha256(content).hexdigest()
    apply(project, Modify("a", (Replacement("x\n", "z\n", line=35),), base=base))
    wanted = content.splitlines(keepends=True)
    wanted[34] = b"z\n"
    assert (project.root / "a").read_bytes() == b"".join(wanted)
