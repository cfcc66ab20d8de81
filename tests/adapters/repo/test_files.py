"""Several files as one, below the gate: what the journal's checks never let through."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coresearch.core.changes import FileState, FileWrite
from coresearch.core.errors import BadInput, EffectFailed, ForbiddenPath, Refused, Stale
from coresearch.repo.files import apply_writes, read_file, remove_leftovers
from coresearch.repo.staging import scratch_prefix

OLD, NEW = FileState.of(b"old\n"), FileState.of(b"new\n")


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "a").write_bytes(b"old\n")
    (tmp_path / "b").write_bytes(b"old\n")
    return tmp_path


def names(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()}


def test_what_is_read_is_what_is_there(root):
    assert read_file(root, "a") == OLD
    (root / "a").chmod(0o755)
    assert read_file(root, "a") == FileState.of(b"old\n", executable=True)
    assert read_file(root, "missing") is None
    assert read_file(root, "missing/a") is None
    with pytest.raises(BadInput, match="in a folder that is a file"):
        read_file(root, "a/b")


def test_every_write_lands_or_none_does(root):
    writes = [FileWrite("a", OLD, NEW), FileWrite("b", NEW, OLD)]
    with pytest.raises(Stale):
        apply_writes(root, writes)
    assert ((root / "a").read_bytes(), names(root)) == (b"old\n", {"a", "b"})
    apply_writes(root, [FileWrite("a", OLD, NEW), FileWrite("b", OLD, None)])
    assert ((root / "a").read_bytes(), names(root)) == (b"new\n", {"a"})


@pytest.mark.parametrize("path", ["../x", ".git/config", "/etc/x"])
def test_a_forbidden_path_among_others_stops_all(root, path):
    with pytest.raises(ForbiddenPath):
        apply_writes(root, [FileWrite("a", OLD, NEW), FileWrite(path, None, NEW)])
    assert (root / "a").read_bytes() == b"old\n"


def test_one_file_under_two_names_is_refused(root):
    (root / "link").symlink_to("a")
    linked = FileState.of(b"old\n", link="a")
    writes = [FileWrite("a", OLD, NEW), FileWrite("link", linked, NEW)]
    with pytest.raises(Refused, match="twice"):
        apply_writes(root, writes)
    assert (root / "a").read_bytes() == b"old\n"


def test_a_file_and_a_folder_of_one_name_are_put_back(root):
    with pytest.raises((EffectFailed, BadInput, Stale)):
        apply_writes(root, [FileWrite("c", None, NEW), FileWrite("c/d", None, NEW)])
    assert names(root) == {"a", "b"}


def test_folders_that_were_made_go_again_when_writing_fails(root):
    deep = FileWrite("x/y/z", None, NEW)
    with pytest.raises(BadInput, match="x/y is a folder"):
        apply_writes(root, [deep, FileWrite("x/y", None, NEW)])
    assert names(root) == {"a", "b"}


def test_a_persons_file_is_not_taken_for_a_leftover(root):
    mine = {".a.coresearch-notes", ".coresearch-notes", "a.coresearch-1", ".coresearch"}
    for name in mine:
        (root / name).write_bytes(b"mine\n")
    leftover = root / f"{scratch_prefix(root / 'a')}0123abcd"
    leftover.write_bytes(b"half")
    others = root / f"{scratch_prefix(root / 'b')}0123abcd"
    others.write_bytes(b"half")
    remove_leftovers(root, "a")
    assert names(root) == {"a", "b", others.name, *mine}
    remove_leftovers(root, "not/there")


def test_a_new_file_is_not_readable_before_it_is_known_for_whom(root):
    (root / "a").chmod(0o600)
    old = os.umask(0)
    try:
        apply_writes(root, [FileWrite("a", OLD, NEW)])
        apply_writes(root, [FileWrite("new", None, NEW)])
    finally:
        os.umask(old)
    assert (root / "a").stat().st_mode & 0o777 == 0o600
    assert (root / "new").stat().st_mode & 0o777 == 0o666
