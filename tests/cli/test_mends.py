"""After an accepted mend, the next run of the file says by itself what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from coresearch.core.decisions import Decision, Verdict
from coresearch.core.events import EventType
from coresearch.core.runs import Ended, RunKind, RunRequest, RunState, request_to_json
from coresearch.core.suggestions import (
    Activity,
    Evidence,
    Origin,
    OriginKind,
    Suggestion,
)
from coresearch.journal.failures import (
    open_mends,
    outcomes_of,
    scores,
    seen_before,
    tried_before,
)
from coresearch.journal.verify import rebuild, verify
from coresearch.workbench.diagnose import link_causes
from coresearch.workbench.mends import learn_from, run_to_try
from coresearch.workbench.past_failures import past_of
from coresearch.workbench.project import Project, open_project
from tests.cli.conftest import run_in

KEY, SHAPE = "a" * 12, "b" * 12


class Lab:
    """A project in which runs are put on record without any code running."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.journal = project.journal
        self._count = 0

    def run(
        self,
        failure: str = "",
        *,
        path: str = "train.py",
        state: RunState | None = None,
        worktree: str = "",
        **fields: str,
    ) -> str:
        """A run that fails with this signature, or succeeds; its id."""
        self._count += 1
        run = f"{self._count:016x}"
        request = RunRequest(RunKind.SCRIPT, "train()\n", path, **fields)
        body = {
            **request_to_json(request),
            "kernelspec": {"name": "python3"},
            "head": "1" * 40,
            "snapshot": "",
            "worktree": worktree,
            "environment": {},
        }
        usual = RunState.FAILED if failure else RunState.SUCCEEDED
        ended = asdict(Ended(state or usual, 1 if failure else 0, seconds=30.0))
        with self.journal.writing():
            self.journal.append(EventType.RUN_STARTED, run, body)
            self.journal.append(EventType.RUN_ENDED, run, {**ended, "metrics": {}})
            if failure:
                said = {"signature": failure, "words": failure, "path": path}
                self.journal.append(EventType.FAILURE_READ, run, said)
        learn_from(self.project, run)
        return run

    def cause(self, run: str, signature: str = KEY, rule: str = "key-typo") -> str:
        """A cause that was told of a run; the suggestion's id."""
        from coresearch.journal.runs import read_run

        said = Suggestion(
            Activity.EXECUTION,
            "a key that is spelled otherwise",
            "It is called learning_rate.",
            Origin(OriginKind.RULE, rule),
            evidence=(Evidence(f"KeyError {rule} {run}"),),
            confidence=0.9,
        )
        with self.journal.writing():
            suggestion = self.journal.record_suggestion(said)
        link_causes(self.project, read_run(self.journal, run), signature, [suggestion])
        return suggestion

    def accept(self, suggestion: str) -> str:
        self.decide(suggestion, Verdict.ACCEPTED)
        return suggestion

    def decide(self, suggestion: str, verdict: Verdict) -> None:
        with self.journal.writing():
            self.journal.record_decision(suggestion, Decision(verdict))

    def outcomes(self, suggestion: str) -> list[str]:
        return [one.outcome for one in outcomes_of(self.journal, suggestion)]


@pytest.fixture
def lab(research_repo) -> Iterator[Lab]:
    with open_project(research_repo) as project:
        yield Lab(project)


@pytest.mark.parametrize(
    ("after", "outcome"), [("", "clean"), (KEY, "same"), (SHAPE, "new")]
)
def test_the_next_run_says_what_came_of_it_and_only_that_one(lab, after, outcome):
    mend = lab.accept(lab.cause(lab.run(KEY)))
    shows = lab.run(after)
    lab.run(SHAPE)
    [judged] = outcomes_of(lab.journal, mend)
    assert (judged.outcome, judged.run, judged.together) == (outcome, shows, 1)
    before = verify(lab.journal).rows
    rebuild(lab.journal)
    assert verify(lab.journal).rows == before


def test_what_was_not_accepted_is_not_judged(lab):
    failed = lab.run(KEY)
    waiting = lab.cause(failed)
    rejected = lab.cause(failed, rule="other")
    lab.decide(rejected, Verdict.REJECTED)
    lab.run()
    assert lab.outcomes(waiting) == lab.outcomes(rejected) == []


@pytest.mark.parametrize(
    "other",
    [
        {"path": "eval.py"},
        {"state": RunState.INTERRUPTED},
        {"state": RunState.CUT_OFF},
        {"worktree": "with-the-old-files"},
    ],
)
def test_a_run_that_shows_nothing_leaves_it_open(lab, other):
    mend = lab.accept(lab.cause(lab.run(KEY)))
    lab.run(**other)
    assert lab.outcomes(mend) == []
    lab.run()
    assert lab.outcomes(mend) == ["clean"]


def test_code_without_a_file_is_judged_by_its_repetition(lab):
    failed = lab.run(KEY, path="")
    mend = lab.accept(lab.cause(failed))
    lab.run(path="")
    assert lab.outcomes(mend) == []
    lab.run(path="", repeats=failed)
    assert lab.outcomes(mend) == ["clean"]


def test_two_mends_at_once_are_told_apart_by_nobody(lab):
    failed = lab.run(KEY)
    for rule in ("key-typo", "column-typo"):
        lab.accept(lab.cause(failed, rule=rule))
    lab.run()
    [first, second] = scores(lab.journal)
    assert (first.clean, second.clean) == (1, 1)
    query = "SELECT together FROM outcomes"
    assert lab.journal.connection.execute(query).fetchall() == [(2,), (2,)]


def test_what_was_tried_is_read_back(lab):
    for after in ("", KEY, ""):
        lab.accept(lab.cause(lab.run(KEY)))
        lab.run(after)
    assert tried_before(lab.journal, KEY, "key-typo") == {"clean": 2, "same": 1}
    assert tried_before(lab.journal, SHAPE, "key-typo") == {}
    told = run_in(lab.project.root, "diagnose", "--scores")
    assert "key-typo  90% sure  clean 2 of 3 (21% to 94%)  new 0  same 1" in told.out
    [score] = json.loads(
        run_in(lab.project.root, "diagnose", "--scores", "-f", "json").out
    )
    assert (score["clean"], score["same"], score["stated"]) == (2, 1, 0.9)


def test_show_and_the_journal_say_it(lab):
    mend = lab.accept(lab.cause(lab.run(KEY)))
    run = lab.run(SHAPE)
    shown = run_in(lab.project.root, "show", mend).out
    assert "What came of it: new, the run after it failed in another way" in shown
    assert f"run {run[:7]}" in " ".join(shown.split())
    assert "came of it: new" in run_in(lab.project.root, "journal", "show", mend).out
    body = json.loads(run_in(lab.project.root, "show", mend, "-f", "json").out)
    assert [one["outcome"] for one in body["outcomes"]] == ["new"]


def test_the_failed_run_is_the_one_to_try_again(lab):
    failed = lab.run(KEY)
    cause = lab.cause(failed)
    assert run_to_try(lab.project, [cause]) == ""
    lab.accept(cause)
    assert run_to_try(lab.project, [cause]) == failed


def past(lab: Lab, run: str, signature: str = KEY):
    from coresearch.journal.runs import read_run

    return past_of(lab.project, read_run(lab.journal, run), signature)


def test_the_same_failure_three_times_in_a_row_is_enough(lab):
    first = lab.run(KEY)
    assert past(lab, lab.run(KEY)).step_back == ""
    lab.run(state=RunState.INTERRUPTED)  # says nothing
    third = past(lab, lab.run(KEY))
    assert third.in_a_row == 3
    assert "3 times in a row, 90.0 s of running since 20" in third.step_back
    lab.run(SHAPE)
    again = past(lab, lab.run(KEY))
    assert (again.in_a_row, again.step_back, again.times) == (1, "", 3)
    assert again.seen[-1] == first


def test_what_fixed_it_then_is_found_in_other_files_too(lab):
    mend = lab.accept(lab.cause(lab.run(KEY, path="old.py")))
    lab.run(path="old.py")
    now = past(lab, lab.run(KEY))
    assert now.fixed_by == f"a key that is spelled otherwise ({mend[:7]})"
    lab.run(SHAPE)
    good = lab.run()
    later = past(lab, lab.run(SHAPE), SHAPE)
    assert later.fixed_by == f"the changes before run {good[:7]}"


def test_past_failures_are_found_by_an_index(lab):
    lab.run(KEY)
    plans: list[str] = []
    statements: list[str] = []
    lab.journal.connection.set_trace_callback(statements.append)
    seen_before(lab.journal, KEY, "9")
    open_mends(lab.journal, "train.py", "f" * 16, "9")
    tried_before(lab.journal, KEY, "key-typo")
    lab.journal.connection.set_trace_callback(None)
    for statement in statements:
        rows = lab.journal.connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        plans += [row[3] for row in rows]
    assert plans
    # Of chains there are few: one for each author on each machine.
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    assert scans <= {"SCAN chains"}, plans
    assert Path(lab.journal.path).exists()
