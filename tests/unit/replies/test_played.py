"""Replies as a good model would write them to the prompts, on real material."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coresearch.core.applying import plan_edit
from coresearch.core.changes import FileState
from coresearch.core.replies.parser import parse_reply
from coresearch.core.replies.placing import place
from coresearch.core.replies.values import Proposal
from coresearch.critic.engine import critique

PLAYED = Path(__file__).parent / "played"
RETRIEVAL = Path(__file__).parents[3] / "examples" / "noisy-retrieval"


def placed(name: str, folder: Path) -> list[Proposal]:
    """What the reply proposes in `folder`; fails if any of it has no place there."""

    def read(path: str) -> FileState | None:
        file = folder / path
        return FileState.of(file.read_bytes()) if file.is_file() else None

    reply = parse_reply((PLAYED / f"{name}.md").read_text())
    assert not reply.problems
    assert reply.prose.strip()
    found = [place(proposal, read) for proposal in reply.proposals]
    assert all(isinstance(item, Proposal) for item in found), found
    return [item for item in found if isinstance(item, Proposal)]


@pytest.mark.parametrize(
    ("name", "count", "with_edit"),
    [("critique", 3, 3), ("ask", 1, 1), ("brainstorm", 2, 0), ("panel", 1, 0)],
)
def test_a_reply_on_the_retrieval_example(name, count, with_edit):
    proposals = placed(name, RETRIEVAL)
    assert len(proposals) == count
    assert sum(proposal.edit is not None for proposal in proposals) == with_edit
    for proposal in proposals:
        assert "Not found" not in proposal.details
        assert all(quoted.line for quoted in proposal.evidence)
        assert proposal.confidence is not None
        assert proposal.would_change_mind
        assert proposal.cheapest_test


def test_ideas_come_with_hypothesis_risk_and_fallback():
    for idea in placed("brainstorm", RETRIEVAL):
        names = [line.partition(":")[0] for line in idea.details.splitlines()]
        assert names == ["Hypothesis", "Risk", "Fallback"]


def apply(proposal: Proposal, folder: Path) -> None:
    assert proposal.edit is not None
    states = dict.fromkeys(proposal.edit.paths)
    for write in plan_edit(proposal.edit, states).writes:
        assert write.after is not None
        (folder / write.path).write_bytes(write.after.content)


def test_from_a_question_to_a_plan_to_a_script_that_runs(tmp_path):
    [design] = placed("design", tmp_path)
    apply(design, tmp_path)
    plan = (tmp_path / "plan.md").read_text()
    assert not [f for f in critique(plan).findings if f.severity == "high"]
    [draft] = placed("draft", tmp_path)
    apply(draft, tmp_path)
    command = ["sensor.py", "--seed", "0", "--out", "runs.jsonl", "--smoke"]
    for _ in range(2):
        subprocess.run([sys.executable, *command], cwd=tmp_path, check=True)
    lines = (tmp_path / "runs.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == 18
    errors = [row["mean_squared_error"] for row in rows]
    assert errors[:9] == errors[9:]
