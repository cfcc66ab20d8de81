"""Commands of the prompt that draft from the record, without a screen."""

from __future__ import annotations

import pytest

from coresearch.config import Settings
from coresearch.core.errors import BadInput
from coresearch.tui.commands import parse
from coresearch.tui.jobs.mailbox import Said
from coresearch.tui.orders import job_for
from coresearch.tui.start import desk_at
from tests.cli.conftest import states
from tests.cli.test_benchmark import results


def said(root, text: str) -> list[tuple[str, str]]:
    job = job_for(parse(text), desk_at(root), Settings())
    job.work()
    items = [item for item in job.mailbox.empty() if isinstance(item, Said)]
    return [(item.kind, item.text) for item in items]


def test_a_report_and_a_card_wait_in_the_inbox(research_repo):
    assert said(research_repo, "/write plan.md") == [
        ("suggested", "A report to finish, as report.md")
    ]
    assert said(research_repo, "/integrate") == [
        ("suggested", "A model card, as model-card.md")
    ]
    assert set(states(research_repo).values()) == {"waiting"}
    (research_repo / "report.md").write_text("Mine.\n")
    [(kind, text)] = said(research_repo, "/write")
    assert (kind, "report.md is there already" in text) == ("fault", True)


def test_a_benchmark_is_looked_at(research_repo):
    (research_repo / "answers.csv").write_text(results())
    told = said(research_repo, "/benchmark answers.csv")
    assert ("suggested", "Look at the label of q4") in told
    assert any("11 systems are needed" in text for _, text in told)


def test_ideas_are_ranked_elsewhere(research_repo):
    with pytest.raises(BadInput, match="at a shell"):
        said(research_repo, "/brainstorm rank")
