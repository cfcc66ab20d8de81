"""What is a secret by its name, and where a path leads."""

from __future__ import annotations

import pytest

from coresearch.core.errors import ForbiddenPath
from coresearch.repo.safe_paths import is_secret, safe_path


@pytest.mark.parametrize(
    "name",
    [".env", ".env.prod", "ID_RSA", "id_ed25519_sk", "x.PEM", "my.key", "secrets.toml"],
)
def test_secrets_are_known_by_their_names(name):
    assert is_secret(name)


@pytest.mark.parametrize(
    "name",
    [".env.example", "id_rsa.pub", "environment.yml", "keys.md", "token.py", "secret"],
)
def test_other_files_are_not_secrets(name):
    assert not is_secret(name)


def test_a_path_leads_to_one_place(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder", target_is_directory=True)
    top = tmp_path.resolve()
    assert safe_path(tmp_path, "folder/a b.md") == top / "folder/a b.md"
    assert safe_path(tmp_path, "link/a") == top / "folder/a"
    assert safe_path(tmp_path, "not/there/yet") == top / "not/there/yet"


def test_the_top_may_itself_be_reached_through_a_link(tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "top").symlink_to("real", target_is_directory=True)
    assert safe_path(tmp_path / "top", "a") == real.resolve() / "a"


@pytest.mark.parametrize("path", ["a/../b", "./a", "a/", "a//b", "", ".", "/a", "a\0"])
def test_a_path_has_one_spelling(tmp_path, path):
    with pytest.raises(ForbiddenPath, match="not a path within the repository"):
        safe_path(tmp_path, path)


def test_a_repository_within_is_not_ours(tmp_path):
    inner = tmp_path / "inner"
    for folder in ("objects", "refs"):
        (inner / folder).mkdir(parents=True)
    assert safe_path(tmp_path, "inner/config")
    (inner / "HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(ForbiddenPath, match="git's own"):
        safe_path(tmp_path, "inner/config")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/.git").write_text("gitdir: ../elsewhere\n")
    with pytest.raises(ForbiddenPath, match="submodule sub"):
        safe_path(tmp_path, "sub/deep/a")
