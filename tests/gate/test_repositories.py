"""Repositories of every kind: what git keeps is not moved by the gate."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from coresearch.core.edits import Create, Delete, Modify, Replacement
from coresearch.core.errors import NoRepository, Refused, Stale
from coresearch.journal.verify import verify
from coresearch.repo.checkout import find_checkout
from coresearch.workbench.project import open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from tests.conftest import git
from tests.gate.steps import (
    apply,
    contents,
    refusal,
    run_as_nobody,
    show,
    snapshot,
    state_of,
)

ONE = Replacement("one\n", "ONE\n")
AS_ADA = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def commit(root: Path, message: str = "More") -> None:
    git(root, "add", "-A")
    git(root, *AS_ADA, "commit", "-q", "-m", message)


def gits_own(root: Path) -> dict[bytes, object]:
    """Everything in git's folder: index, HEAD, branches, stash, configuration."""
    folder = git(root, "rev-parse", "--absolute-git-dir").removesuffix("\n")
    return {
        path: entry._replace(links=0)
        for path, entry in snapshot(Path(folder)).items()
        if b"/objects/" not in path
    }


def goes_all_the_ways(root: Path) -> None:
    """Accept, undo, redo and undo, of all that a change can be; git sees nothing."""
    (root / "mine.md").write_bytes(b"one\n")
    (root / "gone.md").write_bytes(b"gone\n")
    with open_project(root) as project:
        before, git_before = contents(root), gits_own(root)
        shown = apply(
            project,
            Modify("mine.md", (ONE,), rename_to="yours.md"),
            Create("new/a.md", "x\n"),
            Delete("gone.md"),
        )
        after = contents(root)
        assert (root / "yours.md").read_bytes() == b"ONE\n"
        assert (root / "new/a.md").read_bytes() == b"x\n"
        undo(project)
        assert contents(root) == before
        redo(project)
        assert contents(root) == after
        undo(project, shown.id)
        assert contents(root) == before
        assert gits_own(root) == git_before
        assert reconcile(project) == []
        verify(project.journal)


def test_a_plain_repository(research_repo):
    goes_all_the_ways(research_repo)


def test_staged_stashed_and_uncommitted_work_stays(research_repo):
    root = research_repo
    (root / "stashed.md").write_bytes(b"s\n")
    git(root, "stash", "-u", "-q")
    (root / "plan.md").write_text("staged\n")
    git(root, "add", "plan.md")
    (root / "plan.md").write_text("one\n")
    with open_project(root) as project:
        before = gits_own(root)
        apply(project, Modify("plan.md", (ONE,)))
        assert gits_own(root) == before
        assert git(root, "show", ":plan.md") == "staged\n"
        assert (root / "plan.md").read_text() == "ONE\n"
        undo(project)
        assert git(root, "diff", "--name-only") == "plan.md\n"
        assert len(git(root, "stash", "list").splitlines()) == 1


def test_no_commit_yet(tmp_path):
    git(tmp_path, "init", "-q")
    goes_all_the_ways(tmp_path)


def test_no_user_is_configured(tmp_path, monkeypatch):
    git(tmp_path, "init", "-q")
    monkeypatch.setenv("LOGNAME", "grace")
    goes_all_the_ways(tmp_path)
    with open_project(tmp_path) as project:
        row = project.journal.connection.execute("SELECT author FROM chains")
        assert row.fetchone()[0] == "grace"


def test_a_detached_head(research_repo):
    git(research_repo, "checkout", "-q", "--detach")
    goes_all_the_ways(research_repo)


@pytest.mark.parametrize("how", ["merge", "rebase", "cherry-pick"])
def test_in_the_middle_of_a_merge(research_repo, how):
    root = research_repo
    git(root, "checkout", "-q", "-b", "other")
    (root / "plan.md").write_text("theirs\n")
    commit(root)
    git(root, "checkout", "-q", "main")
    (root / "plan.md").write_text("ours\n")
    commit(root)
    done = subprocess.run(
        ["git", how, "other"], cwd=root, capture_output=True, check=False
    )
    assert done.returncode != 0
    goes_all_the_ways(root)
    with open_project(root) as project:
        conflict = (root / "plan.md").read_text()
        ours = Replacement("ours\n", "OURS\n")
        before = gits_own(root)
        apply(project, Modify("plan.md", (ours,)))
        assert (root / "plan.md").read_text() == conflict.replace("ours", "OURS")
        undo(project)
        assert (root / "plan.md").read_text() == conflict
        assert gits_own(root) == before


def test_a_sparse_checkout(research_repo):
    root = research_repo
    for name in ("in", "out"):
        (root / name).mkdir()
        (root / name / "a.md").write_bytes(b"one\n")
    commit(root)
    git(root, "sparse-checkout", "set", "in")
    assert not (root / "out").exists()
    goes_all_the_ways(root)
    with open_project(root) as project:
        apply(project, Modify("in/a.md", (ONE,)))
        assert isinstance(refusal(project, Modify("out/a.md", (ONE,))), Stale)


@pytest.mark.parametrize("value", ["true", "input", "false"])
def test_line_ends_are_not_converted_for_git(research_repo, value):
    root = research_repo
    git(root, "config", "core.autocrlf", value)
    (root / ".gitattributes").write_text("*.txt text eol=crlf\n")
    (root / "a.txt").write_bytes(b"one\r\ntwo\r\n")
    (root / "b.md").write_bytes(b"one\ntwo\n")
    goes_all_the_ways(root)
    with open_project(root) as project:
        apply(project, Modify("a.txt", (ONE,)), Modify("b.md", (ONE,)))
    assert (root / "a.txt").read_bytes() == b"ONE\r\ntwo\r\n"
    assert (root / "b.md").read_bytes() == b"ONE\ntwo\n"


def test_a_repository_in_an_ignored_folder_of_another(research_repo):
    (research_repo / ".gitignore").write_text("inner/\n")
    inner = research_repo / "inner"
    git(research_repo, "init", "-q", "inner")
    outer = contents(research_repo)
    goes_all_the_ways(inner)
    assert (inner / ".coresearch").is_dir()
    assert not (research_repo / ".coresearch").exists()
    kept = contents(research_repo)
    assert {path: kept[path] for path in outer} == outer


def test_a_submodule_is_a_place_to_stand(research_repo, tmp_path):
    other = tmp_path / "other"
    git(tmp_path, "init", "-q", "other")
    (other / "a.md").write_bytes(b"one\n")
    commit(other)
    allow = ("-c", "protocol.file.allow=always")
    git(research_repo, *allow, "submodule", "--quiet", "add", str(other), "sub")
    outer = gits_own(research_repo)
    goes_all_the_ways(research_repo / "sub")
    assert find_checkout(research_repo / "sub").root == research_repo / "sub"
    assert gits_own(research_repo) == outer


def test_the_environment_says_where_the_repository_is(tmp_path, monkeypatch):
    store, tree = tmp_path / "store", tmp_path / "tree"
    tree.mkdir()
    git(tmp_path, "init", "-q", "--bare", "store")
    monkeypatch.setenv("GIT_DIR", str(store))
    monkeypatch.setenv("GIT_WORK_TREE", str(tree))
    goes_all_the_ways(tree)
    (tree / "deep").mkdir()
    assert find_checkout(tree / "deep").root == tree


def test_gits_folder_within_the_tree_under_another_name_is_refused(
    tmp_path, monkeypatch
):
    git(tmp_path, "init", "-q", "--bare", ".dotfiles")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".dotfiles"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    with open_project(tmp_path) as project:
        refusal(project, Create(".dotfiles/hooks/post-commit", "x\n"))
        refusal(project, Create(".dotfiles/config", "x\n"))


# -- linked worktrees ---------------------------------------------------------------


@pytest.fixture
def second(research_repo, tmp_path) -> Path:
    """A linked worktree of the repository."""
    (research_repo / "a.md").write_bytes(b"one\n")
    commit(research_repo)
    git(research_repo, "worktree", "add", "-q", "-b", "trial", str(tmp_path / "second"))
    return tmp_path / "second"


def test_a_linked_worktree_changes_itself_only(research_repo, second):
    main = contents(research_repo)
    goes_all_the_ways(second)
    assert contents(research_repo) == main
    assert (research_repo / ".coresearch/journal.db").exists()
    assert not (second / ".coresearch").exists()


def test_undo_belongs_to_the_tree_of_the_accept(research_repo, second):
    with open_project(second) as there:
        shown = apply(there, Modify("a.md", (ONE,)))
    with open_project(research_repo) as here:
        assert state_of(here, shown) == "accepted"
        before = contents(research_repo), contents(second)
        for prefix in (None, shown.id):
            with pytest.raises(Refused, match="second"):
                undo(here, prefix)
        assert (contents(research_repo), contents(second)) == before
    with open_project(second) as there:
        undo(there)
        assert (second / "a.md").read_bytes() == b"one\n"
    with open_project(research_repo) as here, pytest.raises(Refused, match="second"):
        redo(here)


def test_the_journal_outlives_a_linked_worktree(research_repo, second):
    with open_project(second) as there:
        shown = apply(there, Modify("a.md", (ONE,)))
    git(research_repo, "worktree", "remove", "--force", str(second))
    with open_project(research_repo) as here:
        assert state_of(here, shown) == "accepted"
        assert reconcile(here) == []
        verify(here.journal)
        with pytest.raises(Refused):
            undo(here)


def test_a_worktree_of_a_bare_repository(tmp_path, research_repo):
    git(tmp_path, "clone", "-q", "--bare", str(research_repo), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", "../tree")
    goes_all_the_ways(tmp_path / "tree")
    assert (tmp_path / "tree/.coresearch/journal.db").exists()


# -- where there is none ------------------------------------------------------------


def test_a_bare_repository_has_no_files(tmp_path):
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(NoRepository, match="bare") as refused:
        find_checkout(tmp_path / "bare.git")
    assert "worktree add" in refused.value.hint
    with pytest.raises(NoRepository, match="bare"), open_project(tmp_path / "bare.git"):
        pass
    assert not (tmp_path / "bare.git/.coresearch").exists()


def test_inside_gits_own_folder_there_are_no_files(research_repo):
    with pytest.raises(NoRepository, match="no files"):
        find_checkout(research_repo / ".git/refs")


def test_without_git_it_says_so(research_repo, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoRepository, match="git is not installed"):
        find_checkout(research_repo)


def test_a_repository_of_another_user_is_not_trusted(open_folder):
    if os.getuid() != 0:
        pytest.skip("only root can make a repository of another user's")
    (open_folder / "deep").mkdir()
    code = """
import sys
from pathlib import Path
from coresearch.core.errors import NoRepository
from coresearch.repo.checkout import find_checkout
try:
    find_checkout(Path(sys.argv[1]))
except NoRepository as fault:
    print(fault.message, fault.hint, sep="\\n")
"""
    done = run_as_nobody(code, open_folder / "deep")
    message, hint = done.stdout.splitlines()
    assert "another user owns it" in message
    assert hint == f"git config --global --add safe.directory {open_folder}"
    assert not (open_folder / ".coresearch").exists()


def test_show_and_refuse_do_not_write_to_git_either(research_repo):
    with open_project(research_repo) as project:
        before = gits_own(research_repo)
        show(project, Modify("plan.md", (Replacement("# Plan\n", "# P\n"),)))
        refusal(project, Create("plan.md", "x\n"))
        assert gits_own(research_repo) == before
