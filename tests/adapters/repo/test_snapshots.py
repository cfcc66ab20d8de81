"""The exact tree as a commit that no branch shows; what is the person's stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from coresearch.repo.snapshots import REFS, Snapshot, drop_snapshot, take_snapshot
from tests.conftest import git

LARGEST = 1000


def state(root: Path) -> tuple[str, ...]:
    """All that a snapshot must not change."""
    return (
        git(root, "status", "--porcelain"),
        git(root, "rev-parse", "HEAD"),
        git(root, "stash", "list"),
        git(root, "branch", "-a"),
        git(root, "diff", "--cached"),
        git(root, "ls-files", "--stage"),
    )


def snapshot(root: Path) -> Snapshot:
    before = state(root)
    taken = take_snapshot(root, "a" * 16, LARGEST)
    assert state(root) == before
    return taken


def files(root: Path, commit: str) -> dict[str, str]:
    names = git(root, "ls-tree", "-r", "--name-only", "-z", commit).split("\0")[:-1]
    return {name: git(root, "show", f"{commit}:{name}") for name in names}


def test_a_clean_tree_is_its_own_commit(research_repo):
    taken = snapshot(research_repo)
    assert taken.commit == taken.head == git(research_repo, "rev-parse", "HEAD").strip()
    assert not taken.is_dirty
    assert taken.branch == "main"
    assert git(research_repo, "for-each-ref", REFS) == ""


def test_a_dirty_tree_is_kept_exactly(research_repo):
    (research_repo / "gone.md").write_text("gone")
    git(research_repo, "add", ".")
    git(research_repo, "commit", "-qm", "More")
    (research_repo / "gone.md").unlink()
    (research_repo / "plan.md").write_text("changed\n")
    (research_repo / "staged.md").write_text("staged\n")
    git(research_repo, "add", "staged.md")
    (research_repo / "staged.md").write_text("staged, and changed since\n")
    (research_repo / "new folder").mkdir()
    (research_repo / "new folder" / "n\u00e9w\n.py").write_text("new\n")
    (research_repo / "run.sh").write_text("echo\n")
    (research_repo / "run.sh").chmod(0o755)
    (research_repo / "link").symlink_to("plan.md")
    taken = snapshot(research_repo)
    assert taken.is_dirty
    assert taken.left_out == ()
    assert files(research_repo, taken.commit) == {
        "plan.md": "changed\n",
        "staged.md": "staged, and changed since\n",
        "new folder/n\u00e9w\n.py": "new\n",
        "run.sh": "echo\n",
        "link": "plan.md",
    }
    modes = git(research_repo, "ls-tree", taken.commit)
    assert "100755 blob" in modes
    assert "120000 blob" in modes
    again = take_snapshot(research_repo, "b" * 16, LARGEST)
    assert again.commit == taken.commit  # equal trees are one commit
    drop_snapshot(research_repo, "a" * 16)
    assert git(research_repo, "for-each-ref", REFS).count("\n") == 1


def test_what_is_ignored_large_or_secret_is_named_and_not_kept(research_repo):
    (research_repo / ".gitignore").write_text("cache/\n")
    (research_repo / "cache").mkdir()
    (research_repo / "cache" / "x").write_text("x")
    (research_repo / "model.bin").write_bytes(b"0" * (LARGEST + 1))
    (research_repo / ".env").write_text("KEY=1\n")
    nested = research_repo / "nested"
    nested.mkdir()
    git(nested, "init", "-q")
    (nested / "f").write_text("f")
    taken = snapshot(research_repo)
    assert {(item.path, item.why, item.size) for item in taken.left_out} == {
        ("cache/", "ignored", None),
        ("model.bin", "too large", LARGEST + 1),
        (".env", "secret", 6),
        ("nested/", "another repository", None),
    }
    assert set(files(research_repo, taken.commit)) == {"plan.md", ".gitignore"}


@pytest.mark.parametrize("has_file", [False, True])
def test_a_repository_without_a_commit(tmp_path, has_file):
    git(tmp_path, "init", "-q")
    if has_file:
        (tmp_path / "a.py").write_text("a\n")
    taken = take_snapshot(tmp_path, "a" * 16, LARGEST)
    assert taken.head == ""
    if has_file:
        assert files(tmp_path, taken.commit) == {"a.py": "a\n"}
    else:
        assert taken.commit == ""


def test_only_what_is_staged_differs(research_repo):
    (research_repo / "plan.md").write_text("staged\n")
    git(research_repo, "add", ".")
    assert files(research_repo, snapshot(research_repo).commit) == {
        "plan.md": "staged\n"
    }


def test_a_hook_does_not_run_and_a_conflict_is_kept_as_it_stands(research_repo):
    hook = research_repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    git(research_repo, "checkout", "-qb", "other")
    (research_repo / "plan.md").write_text("other\n")
    git(research_repo, "commit", "-qam", "Other", "--no-verify")
    git(research_repo, "checkout", "-q", "main")
    (research_repo / "plan.md").write_text("mine\n")
    git(research_repo, "commit", "-qam", "Mine", "--no-verify")
    with pytest.raises(Exception, match="merge"):
        git(research_repo, "merge", "-q", "other")
    kept = files(research_repo, snapshot(research_repo).commit)["plan.md"]
    assert "<<<<<<<" in kept
