"""`critique` of drafts and of tables of results, and what then waits in the inbox."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.journal.queries import waiting
from coresearch.workbench.project import open_project


@pytest.fixture
def critique(research_repo, monkeypatch):
    """`critique("report.md", text)`: what is said of it, and what waits then."""
    monkeypatch.chdir(research_repo)

    def read(name: str, text: str) -> tuple[str, list[str]]:
        (research_repo / name).write_text(text)
        ended = CliRunner().invoke(make_app("critique"), ["critique", name])
        assert ended.exit_code == 0, ended.output
        with open_project(research_repo) as project:
            titles = [row.title for row in waiting(project.journal, limit=20)]
        return ended.stdout, titles

    return read


def test_a_draft_is_held_to_its_runs_and_asked_about_its_claims(critique):
    bold = "Dropout improves accuracy by 1.8 points. It was 0.837 before.\n"
    said, titles = critique("report.md", f"# Report\n\n{bold}")
    assert "W1 comparison without an interval" in said
    assert "no hypothesis" not in said
    assert "2 without a source" in said
    assert "comparison without an interval" in titles
    assert any("1.8" in title for title in titles)
    _, left = critique("report.md", "# Report\n\nDropout was tried.\n")
    assert left == []


def test_a_table_of_results_is_analysed(critique):
    scores = {"a": (0.80, 0.82, 0.81), "b": (0.85, 0.86, 0.84)}
    rows = [f"{arm},{seed},{score}\n" for arm, some in scores.items()
            for seed, score in enumerate(some)]  # fmt: skip
    said, titles = critique("results.csv", "arm,seed,accuracy\n" + "".join(rows))
    assert "| arm | accuracy, 95 % t interval | runs |" in said
    assert titles == ["Record: b beats a"]
