"""File names of every kind that a file system takes."""

from __future__ import annotations

import os
import subprocess

import pytest

from coresearch.core.diffs import patch
from coresearch.core.edits import Create, Delete, Modify, Replacement
from coresearch.journal.verify import verify
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from coresearch.workbench.suggest import put_in_inbox
from tests.gate.steps import apply, contents, edit_suggestion, scratch_files, show

ONE = Replacement("one\n", "ONE\n")

NAMES = {
    "spaces": " two  words .md ",
    "newline": "two\nlines.md",
    "quotes": 'it\'s "quoted" `now`.md',
    "leading dash": "--force",
    "leading dashes in a folder": "-rf/-n.md",
    "glob": "[a]*?{b,c}.md",
    "percent and dollar": "%s $HOME %(x)s {0}.md",
    "backslash": "a\\b\\",
    "controls": "a\x1b]52;c;eA==\x07\x01\x7f.md",
    "bytes that are not UTF-8": os.fsdecode(b"caf\xe9\xff.md"),
    "emoji": "🧪 \u2028 naïve e\u0301.md",
    "right to left": "\u202egnp.exe",
    "tilde": "~root",
    "dots": "...",
    "a colon": "C:\\x:y",
    "the longest": "n" * 251 + ".txt",
    "the longest of emoji": "🧪" * 63 + "abc",
    "the longest, hidden": "." + "h" * 254,
    "deep": "/".join(["d" * 200] * 15) + "/a",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_this_kind_goes_all_the_ways(project, name):
    root = project.root
    file = root / name
    empty = contents(root)
    shown = apply(project, Create(name, "one\n"))
    assert contents(root)[os.fsencode(file)][2] == b"one\n"
    apply(project, Modify(name, (ONE,)))
    assert file.read_bytes() == b"ONE\n"
    undo(project)
    assert file.read_bytes() == b"one\n"
    apply(project, Modify(name, (ONE,), rename_to="plain.md"))
    assert (root / "plain.md").read_bytes() == b"ONE\n"
    assert not file.exists()
    undo(project)
    apply(project, Delete(name))
    assert contents(root) == empty
    undo(project)
    redo(project)
    undo(project)
    assert file.read_bytes() == b"one\n"
    undo(project, shown.id)
    assert contents(root) == empty
    assert scratch_files(root) == []
    verify(project.journal)
    assert reconcile(project) == []


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_git_applies_the_patch_of_a_file_of_this_name(project, tmp_path, name):
    old = project.root / name
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(b"one\ntwo\n")
    copy = tmp_path / "copy" / name
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"one\ntwo\n")
    shown = show(
        project,
        Modify(name, (ONE,)),
        Create(f"new{name[:40]}", "x\n", executable=True),
        Create("empty", ""),
    )
    text = patch(shown.changes).encode("utf-8", "surrogateescape")
    done = subprocess.run(
        ["git", "apply", "-"],
        input=text,
        cwd=tmp_path / "copy",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stderr, text)
    accept(project, shown, Ruling())
    assert copy.read_bytes() == old.read_bytes() == b"ONE\ntwo\n"
    for new in (f"new{name[:40]}", "empty"):
        mine, gits = project.root / new, tmp_path / "copy" / new
        assert mine.read_bytes() == gits.read_bytes()
        assert os.access(mine, os.X_OK) == os.access(gits, os.X_OK)


def test_git_applies_the_patch_of_files_that_go_move_and_change_mode(project, tmp_path):
    copy = tmp_path / "copy"
    for root in (project.root, copy):
        root.mkdir(exist_ok=True)
        (root / "gone\nfile").write_bytes(b"one\n")
        (root / "empty").write_bytes(b"")
        (root / 'old "name"').write_bytes(b"one\ntwo\n")
        (root / "tool").write_bytes(b"one\n")
    shown = show(
        project,
        Delete("gone\nfile"),
        Delete("empty"),
        Modify('old "name"', (ONE,), rename_to="new\tname", executable=True),
        Modify("tool", executable=True),
    )
    subprocess.run(
        ["git", "apply", "-"],
        input=patch(shown.changes).encode(),
        cwd=copy,
        capture_output=True,
        check=True,
    )
    accept(project, shown, Ruling())
    (project.root / "plan.md").unlink()
    left = {
        root: {
            p.name: (p.read_bytes(), os.access(p, os.X_OK))
            for p in root.iterdir()
            if p.is_file()
        }
        for root in (project.root, copy)
    }
    assert left[project.root] == left[copy]


def test_a_name_too_long_for_any_file_is_refused_and_the_rest_stays(project):
    before = contents(project.root)
    for name in ("n" * 256, "d/" * 2100 + "x"):
        [placed] = put_in_inbox(project, [edit_suggestion(Create(name, "x"))])
        assert present(project, placed.id).refusal is not None
    assert contents(project.root) == before
