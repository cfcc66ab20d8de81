"""`journal import`: a colleague's record beside one's own, between two repositories."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.suggestions import Suggestion
from coresearch.workbench.decide import Ruling, accept, present, reject
from coresearch.workbench.project import open_project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.suggest import put_in_inbox
from tests.cli.conftest import HOURS, TITLE, tree
from tests.conftest import git

Said = Callable[..., str]


@pytest.fixture
def bea(research_repo, tmp_path) -> Path:
    """Bea's clone of Ada's repository."""
    root = tmp_path / "bea"
    shutil.copytree(research_repo, root)
    git(root, "config", "user.name", "Bea")
    git(root, "config", "user.email", "bea@example.org")
    return root


@pytest.fixture
def said(monkeypatch) -> Said:
    """`said(folder, "journal", "list")`: what the command writes, in that folder."""

    def told(folder: Path, *words: str, code: int = 0) -> str:
        monkeypatch.chdir(folder)
        ended = CliRunner().invoke(make_app(words[0]), words, catch_exceptions=True)
        assert ended.exit_code == code, ended.output
        return ended.output if not code else str(ended.exception)

    return told


def placed(root: Path, *suggestions: Suggestion) -> list[str]:
    with open_project(root) as project:
        return [one.id for one in put_in_inbox(project, suggestions)]


def test_what_ada_decided_is_read_by_bea_and_touches_nothing_of_hers(
    research_repo, bea, said, suggest, tmp_path
):
    done, refused, waits = placed(
        research_repo, suggest("Name the plan", TITLE), suggest("Not this"),
        suggest("Longer", HOURS),
    )  # fmt: skip
    with open_project(research_repo) as project:
        ruling = Ruling(reason="clearer", seconds=12.5)
        accept(project, present(project, done), ruling)
        reject(project, present(project, refused), Ruling(reason="the pilot says so"))
    file = tmp_path / "ada.jsonl"
    text = said(research_repo, "journal", "export")
    assert "12.5" not in text
    file.write_text(text)
    [mine] = placed(bea, suggest("Not this"))
    assert mine == refused
    before = tree(bea)

    assert "events of Ada." in said(bea, "journal", "import", str(file))
    assert tree(bea) == before
    assert "Nothing new" in said(bea, "journal", "import", str(file))
    assert "The journal is whole" in said(bea, "journal", "verify")
    inbox = json.loads(said(bea, "inbox", "-f", "json"))
    assert [row["id"] for row in inbox] == [mine]
    listed = said(bea, "journal", "list")
    assert "(Ada) Longer" in listed
    assert "(Ada) Not this" not in listed
    assert "of Ada, imported" in said(bea, "show", waits[:7])
    assert "the pilot says so" in said(bea, "journal", "show", refused[:7])
    with open_project(bea) as project:
        assert reconcile(project) == []
        ruled = present(project, waits)
        accept(project, ruled, Ruling())
    assert "3 hours" in (bea / "plan.md").read_text()
    assert "# Plan\n" in (bea / "plan.md").read_text()


def test_a_file_that_is_no_export_is_refused_in_a_sentence(research_repo, said):
    (research_repo / "notes.jsonl").write_text('{"a": 1}\n')
    told = said(research_repo, "journal", "import", "notes.jsonl", code=1)
    assert told == "notes.jsonl is no export of a journal."
