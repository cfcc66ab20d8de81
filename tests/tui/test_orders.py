"""Commands of the prompt that draft from the record, without a screen."""

from __future__ import annotations

import json

import pytest

from coresearch.config import Settings
from coresearch.core.errors import BadInput
from coresearch.tui.commands import as_sent, parse
from coresearch.tui.jobs.mailbox import Said, Text
from coresearch.tui.orders import job_for
from coresearch.tui.start import desk_at
from tests.cli.conftest import states
from tests.cli.test_benchmark import results
from tests.tui.conftest import taken
from tests.unit.analysis.test_arms import results as rows_of


def said(root, text: str) -> list[tuple[str, str]]:
    job = job_for(parse(text), desk_at(root), Settings())
    job.work()
    items = [item for item in taken(job.mailbox) if isinstance(item, Said)]
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


def test_what_to_do_is_told_as_the_prompt_takes_it(research_repo, monkeypatch):
    monkeypatch.chdir(research_repo)
    [(kind, text)] = said(research_repo, "/diagnose")
    assert kind == "fault"
    assert text.endswith("has failed. Run something: /run script.py; or name a log.")
    (research_repo / "train.py").write_text("print('mine')\n")
    kind, text = said(research_repo, "/draft plan.md")[-1]
    assert kind == "fault"
    assert text.endswith("Name another file for it: /draft plan.md train-2.py")


@pytest.mark.parametrize(
    "hint",
    ["coresearch run --resume 1a2b3c4", "coresearch runs list", "coresearch web"],
)
def test_what_only_a_shell_takes_is_left_as_it_is(hint):
    assert as_sent(hint) == hint


def test_a_benchmark_is_looked_at(research_repo):
    (research_repo / "answers.csv").write_text(results())
    told = said(research_repo, "/benchmark answers.csv")
    assert ("suggested", "Look at the label of q4") in told
    assert any("11 systems are needed" in text for _, text in told)


def test_a_perfect_score_on_two_items_is_no_ceiling(research_repo):
    rows = "system,item,correct\na,q1,1\na,q2,0\nb,q1,1\nb,q2,1\n"
    (research_repo / "items.csv").write_text(rows)
    told = said(research_repo, "/benchmark items.csv")
    assert not any("no room above" in text for _, text in told)
    assert any(text.startswith("Cannot be told") for _, text in told)


def test_ideas_are_ranked_elsewhere(research_repo):
    with pytest.raises(BadInput, match="at a shell"):
        said(research_repo, "/brainstorm rank")


def texts(root, text: str) -> str:
    job = job_for(parse(text), desk_at(root), Settings())
    job.work()
    return "".join(
        item.text for item in taken(job.mailbox) if isinstance(item, Said | Text)
    )


def test_results_are_read_in_the_transcript_and_the_inbox(research_repo):
    rows = rows_of(0.03)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (research_repo / "results.jsonl").write_text(lines)
    told = texts(research_repo, "/analyse results.jsonl")
    assert "Can be claimed: b is better than a on accuracy" in told
    assert "| arm | accuracy, 95 % t interval | runs |" in told
    assert "1 suggestion of it in the inbox." in told
    assert states(research_repo) == {"Record: b beats a": "waiting"}
    assert "/other.csv." in texts(research_repo, "/analyse other.csv")
    assert "No run fits" in texts(research_repo, "/analyse plan.py")
    with pytest.raises(BadInput, match="Which results"):
        texts(research_repo, "/analyse")


def test_a_failure_is_read_in_the_transcript_and_the_inbox(research_repo):
    (research_repo / "job.log").write_text(
        "step 0\nTraceback (most recent call last):\n"
        '  File "train.py", line 3, in <module>\n    import sklearn\n'
        "ModuleNotFoundError: No module named 'sklearn'\n"
    )
    told = texts(research_repo, "/diagnose job.log")
    assert "train.py:3  import sklearn" in told
    assert "1. **A package is not installed** (missing-distribution, 80" in told
    assert "A run waits in the inbox" in told
    assert states(research_repo) == {"A package is not installed": "waiting"}
    assert "No run on record has failed" in texts(research_repo, "/diagnose")
    (research_repo / "fine.log").write_text("done\n")
    assert "no failure found in 1 line" in texts(research_repo, "/diagnose fine.log")
