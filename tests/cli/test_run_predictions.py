"""`coresearch run --predict`: on record before the code, resolved by its metric."""

from __future__ import annotations

import asyncio

import pytest

from coresearch.cli.run import asked_prediction
from coresearch.config import RunSettings
from coresearch.core.errors import BadInput
from coresearch.core.predictions import prediction_of
from coresearch.core.runs import RunKind, RunRequest
from coresearch.journal.predictions import predictions_about
from coresearch.journal.queries import list_events
from coresearch.journal.runs import last_run, read_run
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.project import Project, open_project
from coresearch.workbench.run import Execution
from tests.cli.test_run import run

REPORT = "print('{\"acc\": 0.83}')"


def carried_out(project: Project, code: str) -> str:
    request = RunRequest(RunKind.CODE, code)
    prediction = prediction_of("acc > 0.8", 0.7)
    execution = Execution(
        project, request, RunSettings(), lambda output: None, prediction=prediction
    )
    asyncio.run(execution.carry_out())
    return execution.id


@pytest.mark.slow
def test_it_is_said_before_resolved_after_and_told(research_repo):
    told = ["--direction", "seeds", "--predict", "acc > 0.8", "--p", "0.7"]
    ended = run(research_repo, "-c", REPORT, *told)
    assert "You predicted acc > 0.8 (70%): it held, with 0.83." in ended.err
    with open_project(research_repo) as project:
        verify(project.journal)
        found = last_run(project.journal)
        [row] = predictions_about(project.journal, found)
        assert (row.outcome, row.observed, row.probability) == ("held", 0.83, 0.7)
        assert read_run(project.journal, found).request.direction == "seeds"
        types = [event.type for event in list_events(project.journal, limit=4)]
        rebuild(project.journal)
        assert predictions_about(project.journal, found) == [row]
    assert types == [
        "prediction.resolved",
        "run.ended",
        "prediction.made",
        "run.started",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("code", [f"{REPORT}; 1 / 0", "pass"], ids=["failed", "none"])
def test_what_nobody_measured_stays_open(project, code):
    [row] = predictions_about(project.journal, carried_out(project, code))
    assert row.outcome is None


@pytest.mark.parametrize(("claim", "p"), [("a > 1", None), (None, 0.5), ("a", 1.0)])
def test_half_a_prediction_is_none(claim, p):
    with pytest.raises(BadInput):
        asked_prediction(claim, p)
