"""Finding the repository, whatever its folder is called and whoever asks."""

from __future__ import annotations

import os

import pytest

from coresearch.core.errors import NoRepository
from coresearch.repo.checkout import find_checkout, identity, place
from tests.conftest import git


@pytest.mark.parametrize(
    "name",
    [
        " two  words ",
        "line\u2028separator\x0b\x85",
        "carriage\rreturn",
        "🧪",
        "--git-dir=x",
        os.fsdecode(b"caf\xe9"),
    ],
    ids=ascii,
)
def test_a_folder_may_be_called_anything(tmp_path, name):
    root = tmp_path / name
    root.mkdir()
    git(root, "init", "-q")
    (root / "deep").mkdir()
    checkout = find_checkout(root / "deep")
    assert (checkout.root, checkout.home, checkout.worktree) == (root, root, "")
    assert len(place(checkout)) == 16


def test_a_file_a_missing_and_a_locked_folder_are_told_apart(tmp_path):
    (tmp_path / "file").touch()
    for start in (tmp_path / "file", tmp_path / "missing"):
        with pytest.raises(NoRepository, match="is not a folder"):
            find_checkout(start)
    with pytest.raises(NoRepository, match="not in a git repository"):
        find_checkout(tmp_path)


def test_the_environment_names_the_person_before_the_configuration(
    research_repo, monkeypatch
):
    checkout = find_checkout(research_repo)
    assert identity(checkout).name == "Ada"
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Grace")
    assert identity(checkout).name == "Grace"
    assert identity(checkout).email == "ada@example.org"


def test_a_name_of_several_lines_stays_one_name(research_repo):
    git(research_repo, "config", "user.name", "Ada\nLovelace")
    assert identity(find_checkout(research_repo)).name == "Ada\nLovelace"
