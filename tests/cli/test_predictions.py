"""What is expected is on record beforehand, and resolved by runs or a person."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from coresearch.cli.app import make_app
from coresearch.core.errors import BadInput, CoresearchError
from coresearch.core.events import EventType
from coresearch.core.predictions import prediction_of
from coresearch.journal.directions import list_directions
from coresearch.journal.failures import said_of, scores
from coresearch.journal.predictions import count_due, find_prediction
from coresearch.journal.queries import waiting
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.decide import Ruling, accept, present
from coresearch.workbench.directions import (
    find_direction,
    open_direction,
    standing,
)
from coresearch.workbench.predictions import predict, resolve_by_runs
from coresearch.workbench.project import open_project
from coresearch.workbench.reminding import reminders
from tests.cli.conftest import place

LATER = "2999-01-01"
STARTED = {
    "name": "", "kind": "code", "path": "", "kernelspec": {"name": "python3"},
    "head": "", "snapshot": "", "seed": None, "suggestion": "", "repeats": "",
}  # fmt: skip


@pytest.fixture
def said(research_repo, monkeypatch):
    """`said("predict", "…")`: what the command writes, in the repository."""
    monkeypatch.chdir(research_repo)

    def told(*words: str) -> str:
        ended = CliRunner().invoke(make_app(words[0]), words)
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    return told


@pytest.fixture
def fault(research_repo, monkeypatch):
    """`fault("resolve", …)`: why the command is refused."""
    monkeypatch.chdir(research_repo)

    def raised(*words: str) -> CoresearchError:
        ended = CliRunner().invoke(make_app(words[0]), words)
        assert isinstance(ended.exception, CoresearchError), ended.output
        return ended.exception

    return raised


def ran(project, run: str, seconds: float = 3600, direction: str = "", **last: float):
    """A run on record that ended well and reported these metrics."""
    metrics = {
        name: {"last": value, "least": value, "most": value, "count": 1}
        for name, value in last.items()
    }
    with project.journal.writing():
        body = STARTED | {"direction": direction}
        project.journal.append(EventType.RUN_STARTED, run, body)
        ended = {"state": "succeeded", "seconds": seconds, "metrics": metrics}
        project.journal.append(EventType.RUN_ENDED, run, ended)
    resolve_by_runs(project)


def test_a_person_resolves_what_only_a_person_can(said, research_repo):
    first = said("predict", "five seeds agree", "--p", "0.7", "--by", LATER)
    identity = first.split()[0]
    assert "five seeds agree (70%); due 2999-01-01" in said("predict")
    assert "held" in said("resolve", identity, "yes", "-m", "all five")
    assert said("predict") == "No prediction is open.\n"
    with open_project(research_repo) as project:
        verify(project.journal)
        rows = find_prediction(project.journal, identity)
        rebuild(project.journal)
        assert find_prediction(project.journal, identity) == rows


def test_hindsight_changes_nothing(said, fault):
    identity = said("predict", "it holds", "--p", "0.7", "--by", LATER).split()[0]
    said("resolve", identity, "no")
    refused = fault("resolve", identity, "yes")
    assert "is resolved already: failed" in refused.message


@pytest.mark.parametrize(
    "words",
    [
        ("predict", "a", "--by", LATER),
        ("predict", "a", "--p", "0.5"),
        ("predict", "a", "--p", "0.5", "--by", "2001-01-01"),
        ("predict", "--p", "0.5"),
        ("direction", "open", "a"),
        ("direction", "open", "a", "--kill", "b", "--budget", "much"),
        ("direction", "close", "a", "--kept", "--merged"),
    ],
)
def test_what_is_missing_is_asked_for(words, fault):
    assert isinstance(fault(*words), BadInput)


def test_a_rule_resolves_itself_by_the_first_run_that_shows_it(project):
    one = predict(project, prediction_of("it learns", 0.6, "acc > 0.8", "2999"))
    ran(project, "run1", acc=0.7)
    assert find_prediction(project.journal, one).outcome is None
    ran(project, "run2", loss=0.9)
    ran(project, "run3", acc=0.9)
    ran(project, "run4", acc=0.95)
    row = find_prediction(project.journal, one)
    assert (row.outcome, row.observed) == ("held", 0.9)


def test_past_its_date_it_failed_only_where_somebody_measured(project):
    measured = prediction_of("a", 0.6, "acc > 0.8", LATER)
    nobody = prediction_of("b", 0.6, "f1 > 0.8", LATER)
    first, second = predict(project, measured), predict(project, nobody)
    ran(project, "run1", acc=0.7)
    ran(project, "run2", acc=0.6)
    assert resolve_by_runs(project, now="2999-01-02") == 1
    row = find_prediction(project.journal, first)
    assert (row.outcome, row.observed) == ("failed", 0.7)
    assert find_prediction(project.journal, second).outcome is None
    assert count_due(project.journal, "2999-01-02") == 1


def test_what_is_due_is_told_once_a_day(project):
    predict(project, prediction_of("a", 0.6, due="2001-01-01"))
    assert [(one.what, one.command) for one in reminders(project)] == [
        ("1 prediction is due, one key each", "resolve")
    ]
    assert reminders(project) == []


def test_a_person_says_what_became_of_an_accept(said, research_repo, suggest, fault):
    [identity] = place(research_repo, suggest("Name the seeds"))
    assert "only what was accepted" in fault("outcome", identity, "held").message
    with open_project(research_repo) as project:
        [row] = waiting(project.journal, limit=1)
        accept(project, present(project, row.id), Ruling(seconds=3))
        [decision] = project.journal.connection.execute(
            "SELECT words, lines FROM decisions"
        )
        assert tuple(decision) == (16, 0)
    said("outcome", identity, "held")
    said("outcome", identity, "dead-end", "--reason", "nobody needed it")
    assert "dead-end: nobody needed it" in said("show", identity)
    with open_project(research_repo) as project:
        assert [one.outcome for one in said_of(project.journal, row.id)] == [
            "held",
            "dead-end",
        ]
        assert scores(project.journal) == []  # which are those of runs
        verify(project.journal)


def test_a_direction_is_watched_and_never_stopped(said, research_repo):
    kill = "acc < 0.7 after 2 runs"
    title = "Do more seeds help?"
    name = said("direction", "open", title, "--budget", "2h", "--kill", kill).strip()
    assert name == "do-more-seeds-help"
    with open_project(research_repo) as project:
        for number, acc in enumerate((0.5, 0.6, 0.65, 0.9)):
            ran(project, f"run{number}", direction=name, acc=acc)
        found = standing(project.journal, find_direction(project.journal, "do-more"))
    assert (found.runs, found.hours, found.runs_after) == (4, 4.0, 2)
    status = said("direction", "status", "do-more")
    assert "spent: 4.0 of 2 h, runs: 4" in status
    assert "! Its reason to stop was met" in status
    why = ["--abandoned", "--because", "no gain"]
    said("direction", "close", name, *why)
    again = json.loads(said("direction", "list", "-f", "json"))
    assert [(one["row"]["closed"], one["advice"]) for one in again] == [
        ("abandoned", [])
    ]
    with open_project(research_repo) as project:
        verify(project.journal)
        rows = list_directions(project.journal)
        rebuild(project.journal)
        assert list_directions(project.journal) == rows


def test_the_worth_of_the_next_run_is_weighed_and_kept(said, research_repo):
    name = said("direction", "open", "Seeds", "--kill", "nobody cares").strip()
    weigh = ("direction", "weigh", name, "--changes", "0.1", "--gain", "8h")
    told = said(*weigh, "--cost", "2h")
    assert told == (
        "Not worth it, by your numbers: P = 0.10, times a gain of 8 h, is 0.8 h; it "
        "costs 2 h.\n"
    )
    assert "the next run is not worth it" in said("direction", "status", name)
    with open_project(research_repo) as project:
        ran(project, "run0", direction=name, acc=0.5)
        found = standing(project.journal, find_direction(project.journal, name))
        assert (found.weighed, found.against, found.advice) == (1, 1, ())
    assert said(*weigh, "--cost", "30 min").startswith("Worth it")
    with open_project(research_repo) as project:
        ran(project, "run1", direction=name, acc=0.5)
        found = standing(project.journal, find_direction(project.journal, name))
        assert (found.weighed, found.against) == (2, 1)
        verify(project.journal)


def test_a_run_that_does_worse_than_most_did_by_then_is_told(project):
    name = open_direction(project, "Seeds", "", "acc < 0.99 after 99 runs", "")
    for number, top in enumerate((0.5, 0.6, 0.7, 0.6, 0.5, 0.4)):
        points = [[step, top * step / 4] for step in range(1, 5)]
        body = STARTED | {"direction": name}
        metric = {"last": top, "least": 0, "most": top, "count": 4}
        ended = {
            "state": "succeeded",
            "seconds": 1.0,
            "metrics": {"acc": metric},
            "series": {"acc": points if number < 5 else [[s, 0.2] for s in (1, 2, 3)]},
        }
        with project.journal.writing():
            project.journal.append(EventType.RUN_STARTED, f"r{number}", body)
            project.journal.append(EventType.RUN_ENDED, f"r{number}", ended)
    found = standing(project.journal, find_direction(project.journal, name))
    told = "The last run's best acc up to step 3 is 0.2; the median of 5 others'"
    assert any(said.startswith(told) for said in found.advice)


def test_only_runs_of_its_direction_resolve_a_prediction(said, research_repo):
    name = said("direction", "open", "Seeds", "--kill", "nobody cares").strip()
    words = ["predict", "acc > 0.8", "--p", "0.6", "--by", LATER, "--direction", name]
    identity = said(*words).split()[0]
    with open_project(research_repo) as project:
        ran(project, "run1", acc=0.9)
        assert find_prediction(project.journal, identity).outcome is None
        ran(project, "run2", direction=name, acc=0.9)
        assert find_prediction(project.journal, identity).outcome == "held"
