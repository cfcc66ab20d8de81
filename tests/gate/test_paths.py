"""Paths that no suggestion may touch are refused, and nothing is touched."""

from __future__ import annotations

import os
import shutil

import pytest

from coresearch.core.edits import Create, Delete, Modify, Replacement, Rewrite
from coresearch.core.errors import BadInput, ForbiddenPath, Refused, Stale
from coresearch.repo.files import read_file
from coresearch.workbench.decide import Ruling, accept
from coresearch.workbench.reverse import undo
from tests.conftest import git
from tests.gate.steps import apply, contents, refusal, show, snapshot, state_of

ONE = Replacement("one\n", "ONE\n")

FORBIDDEN = [
    "../outside.md",
    "notes/../../outside.md",
    "notes/../plan.md",
    "..",
    ".",
    "/",
    "/etc/passwd",
    "//etc/passwd",
    "",
    "./plan.md",
    "notes//a.md",
    "plan.md/",
    "notes/./a.md",
    ".git/config",
    ".git/hooks/post-commit",
    ".git",
    ".GIT/hooks/x",
    ".Git/config",
    ".git./x",
    ".git /x",
    ".git. . /x",
    ".git:x/y",
    ".git::$INDEX_ALLOCATION/config",
    ".g\u200cit/config",
    "\ufeff.git/config",
    ".git\\config",
    "sub\\.git\\config",
    "git~1/x",
    "GIT~1/hooks/x",
    "sub/.git/config",
    "sub/.gIt/config",
    ".coresearch/journal.db",
    ".coresearch/lock",
    ".CORESEARCH/blobs/x",
    "CORESE~1/journal.db",
    ".env",
    "config/.env",
    ".env.local",
    ".ENV",
    "id_rsa",
    "keys/id_ed25519",
    "server.pem",
    "secrets.yaml",
    ".netrc",
    "nul\0byte",
    "half\ud83d",
    "x" * 300,
    "/".join(["x" * 200] * 30),
]


@pytest.mark.parametrize("path", FORBIDDEN, ids=lambda path: ascii(path)[:40])
def test_a_forbidden_path_is_refused_whatever_is_done_there(project, path):
    before = snapshot(project.root.parent)
    with pytest.raises((ForbiddenPath, BadInput)):
        read_file(project.root, path)
    for change in (
        Create(path, "x\n"),
        Modify(path, (ONE,)),
        Delete(path),
        Rewrite(path, "x\n"),
        Modify("plan.md", rename_to=path or "."),
    ):
        assert isinstance(refusal(project, change), ForbiddenPath | BadInput)
    assert snapshot(project.root.parent) == before


@pytest.mark.parametrize("path", [".env.example", "id_rsa.pub", ".gitignore", "gitx"])
def test_a_path_that_only_looks_like_a_forbidden_one_is_fine(project, path):
    apply(project, Create(path, "x\n"))
    assert (project.root / path).read_bytes() == b"x\n"


# -- links --------------------------------------------------------------------------


@pytest.fixture
def linked(project, tmp_path):
    """The project with links of every kind in it."""
    root = project.root
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"one\n")
    (root / "folder").mkdir()
    (root / "folder/a.md").write_bytes(b"one\n")
    (root / "link.md").symlink_to("folder/a.md")
    (root / "link").symlink_to("folder")
    (root / "out.md").symlink_to(outside / "a.md")
    (root / "out").symlink_to("../outside")
    (root / "hooks").symlink_to(".git/hooks")
    (root / "innocent.md").symlink_to(".env")
    (root / ".env").write_bytes(b"one\n")
    (root / "dangling.md").symlink_to("not-there.md")
    (root / "dangling").symlink_to("not-there")
    (root / "outward.md").symlink_to(outside / "not-there.md")
    (root / "loop").symlink_to("pool")
    (root / "pool").symlink_to("loop")
    (root / "itself").symlink_to("itself")
    return project


@pytest.mark.parametrize(
    "path",
    [
        "out.md",
        "out/a.md",
        "out/new.md",
        "hooks/post-commit",
        "innocent.md",
        "dangling.md",
        "dangling/a.md",
        "outward.md",
        "loop",
        "loop/a.md",
        "itself/a.md",
    ],
)
def test_a_link_out_or_to_nowhere_is_refused(linked, tmp_path, path):
    outside = snapshot(tmp_path)
    for change in (Create(path, "x\n"), Modify(path, (ONE,)), Delete(path)):
        assert isinstance(refusal(linked, change), ForbiddenPath | BadInput | Stale)
    assert snapshot(tmp_path) == outside


@pytest.mark.parametrize("path", ["link.md", "link/a.md"])
def test_through_a_link_inside_the_file_changes_and_the_link_stays(linked, path):
    root = linked.root
    before = contents(root)
    shown = show(linked, Modify(path, (ONE,)))
    assert shown.changes.files[0].before.link == "folder/a.md"
    accept(linked, shown, Ruling())
    assert (root / "folder/a.md").read_bytes() == b"ONE\n"
    assert (root / "link.md").readlink().as_posix() == "folder/a.md"
    assert (root / "link").is_symlink()
    undo(linked)
    assert contents(root) == before


def test_a_new_file_may_be_made_in_a_linked_folder(linked):
    apply(linked, Create("link/new.md", "x\n"))
    assert (linked.root / "folder/new.md").read_bytes() == b"x\n"
    undo(linked)
    assert not (linked.root / "folder/new.md").exists()


@pytest.mark.parametrize("path", ["link.md", "link/a.md"])
@pytest.mark.parametrize("how", ["removed", "renamed"])
def test_through_a_link_no_file_is_removed_or_renamed(linked, path, how):
    change = Delete(path) if how == "removed" else Modify(path, rename_to="b.md")
    fault = refusal(linked, change)
    assert isinstance(fault, Refused)
    assert "folder/a.md" in fault.hint


def test_a_file_and_a_link_to_it_are_one_file(linked):
    change = [Modify("folder/a.md", (ONE,)), Modify("link.md", (ONE,))]
    assert "more than once" in refusal(linked, *change).message


SWAPS = {
    "to a copy inside": "copy.md",
    "to a copy outside": "../outside/copy.md",
    "to the repository's own": ".git/copy",
    "to a secret": ".env",
}


@pytest.mark.parametrize("target", SWAPS.values(), ids=SWAPS)
def test_a_link_swapped_in_after_it_was_shown_is_not_followed(linked, target):
    root = linked.root
    (root / "a.md").write_bytes(b"one\n")
    (root / target).write_bytes(b"one\n")  # the same content, so that only the
    shown = show(linked, Modify("a.md", (ONE,)))  # way to it tells them apart
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(target)
    before = snapshot(root.parent)
    with pytest.raises(Refused):
        accept(linked, shown, Ruling())
    del before[os.fsencode(root)]  # its journal was written to
    after = snapshot(root.parent)
    assert {path: after[path] for path in before} == before
    assert state_of(linked, shown) == "waiting"


@pytest.mark.parametrize("target", ["folder2", "../outside2", ".git"])
def test_a_folder_swapped_for_a_link_after_it_was_shown_is_not_followed(linked, target):
    root = linked.root
    shown = show(linked, Modify("folder/a.md", (ONE,)))
    (root / target).mkdir(exist_ok=True)
    (root / target / "a.md").write_bytes(b"one\n")
    shutil.rmtree(root / "folder")
    (root / "folder").symlink_to(target)
    with pytest.raises(Refused):
        accept(linked, shown, Ruling())
    assert (root / target / "a.md").read_bytes() == b"one\n"


# -- repositories within ------------------------------------------------------------


def test_a_path_in_a_submodule_is_refused(project, tmp_path):
    other = tmp_path / "other"
    git(tmp_path, "init", "-q", "other")
    (other / "a.md").write_bytes(b"one\n")
    git(other, "add", ".")
    git(
        other,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "-qm",
        "a",
    )
    allow = ("-c", "protocol.file.allow=always")
    git(project.root, *allow, "submodule", "--quiet", "add", str(other), "sub")
    for change in (Modify("sub/a.md", (ONE,)), Create("sub/b/c.md", "x\n")):
        fault = refusal(project, change)
        assert isinstance(fault, ForbiddenPath)
        assert "submodule sub" in fault.message


def test_gits_own_folder_is_refused_also_under_another_name(project):
    git(project.root, "init", "-q", "--bare", "store.git")
    for path in ("store.git/config", "store.git/hooks/post-receive"):
        assert isinstance(refusal(project, Create(path, "x\n")), ForbiddenPath)
