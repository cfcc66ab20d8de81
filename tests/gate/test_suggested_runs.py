"""Code that is suggested: nothing of it runs before the decision is on record."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from coresearch.config import RunSettings, Settings
from coresearch.core.canonical import sha256
from coresearch.core.errors import NotFound, Refused, Stale
from coresearch.core.runs import ProposedRun, proposed_run
from coresearch.core.suggestions import Suggestion
from coresearch.journal.queries import entry, list_events
from coresearch.journal.runs import list_runs, read_run
from coresearch.journal.verify import verify
from coresearch.kernel.locks import hold
from coresearch.workbench.amending import amended, drafts
from coresearch.workbench.critique import choose_rules, report_on
from coresearch.workbench.decide import Presented, Ruling, present
from coresearch.workbench.decide import reject as reject_it
from coresearch.workbench.project import Project
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import undo
from coresearch.workbench.run import Execution
from coresearch.workbench.run_files import RUNS
from coresearch.workbench.suggest import put_in_inbox
from coresearch.workbench.suggested_run import permit, request_for
from coresearch.workbench.texts import as_text
from tests.conftest import Suggest
from tests.gate.steps import apply

CODE = "open('ran', 'a').write('x')\n"


@pytest.fixture
def asked(project, suggest) -> Presented:
    """A suggested run, looked at."""
    return waiting(project, suggest("Look first"), CODE)


def waiting(project: Project, item: Suggestion, code: str, **said: str) -> Presented:
    effect = replace(proposed_run(code, said.pop("language", "")), **said)
    [placed] = put_in_inbox(project, [replace(item, effect=effect)])
    return present(project, placed.id)


def execution(project: Project, shown: Presented) -> Execution:
    return Execution(
        project,
        request_for(shown),
        RunSettings(),
        lambda output: None,
        permit=permit(project, shown, Ruling("to see", seconds=2.0)),
    )


def state(project: Project, shown: Presented) -> str:
    return entry(project.journal, shown.id).state


def ran(project: Project) -> bool:
    return (project.root / "ran").exists()


def types(project: Project) -> list[str]:
    """Of all events, oldest first."""
    rows = list_events(project.journal, limit=100)
    return [row.type for row in reversed(rows)]


def test_the_decision_is_first_and_the_run_names_it(project, asked):
    ended = asyncio.run(execution(project, asked).carry_out())
    assert ended.state == "succeeded"
    assert types(project)[-4:] == [
        "decision.made",
        "run.started",
        "effect.applied",
        "run.ended",
    ]
    [row] = list_runs(project.journal, limit=9)
    found = read_run(project.journal, row.id)
    decision = project.journal.decision(found.started["decision"])
    assert decision.suggestion == found.started["suggestion"] == asked.id
    assert decision.effect == "applied"
    assert decision.decision.shown == asked.digest
    assert decision.decision.run.id == row.id
    assert sha256(decision.decision.run.code) == sha256(found.started["code"])
    assert found.started["code"] == CODE
    assert (project.root / "ran").read_text() == "x"
    assert state(project, asked) == "accepted"
    verify(project.journal)
    with pytest.raises(Refused, match="a run cannot be undone"):
        undo(project)
    with pytest.raises(Refused, match="a run cannot be undone"):
        undo(project, asked.id)
    with pytest.raises(Refused, match="accepted already"):
        asyncio.run(execution(project, asked).carry_out())
    assert (project.root / "ran").read_text() == "x"


def test_an_edit_before_a_run_is_undone_by_its_name(project, asked, seeds_edit):
    edit = apply(project, seeds_edit)
    permit(project, asked, Ruling())("5" * 16, "python3")
    with project.journal.writing():
        [pending] = project.journal.pending_decisions()
        project.journal.record_effect(pending.id, applied=True)
    with pytest.raises(Refused):
        undo(project)
    assert undo(project, edit.id).paths == ("plan.md",)


def test_what_was_ruled_on_never_runs(project, asked):
    begun = execution(project, asked)
    reject_it(project, asked, Ruling("no"))
    before = types(project)
    # A rejection can be thought over; a second look then shows what was said.
    changed = replace(asked, suggestion=replace(asked.suggestion, reason="other"))
    with pytest.raises(Stale):
        asyncio.run(execution(project, changed).carry_out())
    assert types(project) == before
    assert not ran(project)
    assert begun is not None
    assert list((project.journal.path.parent / RUNS).iterdir()) == []


def test_amended_code_is_what_runs_and_what_was_decided(project, asked):
    [draft] = drafts(project, asked)
    mine = amended(asked, [replace(draft, content=b"open('ran', 'w').write('mine')")])
    assert mine.digest != asked.digest
    asyncio.run(execution(project, mine).carry_out())
    assert (project.root / "ran").read_text() == "mine"
    [row] = list_runs(project.journal, limit=9)
    found = read_run(project.journal, row.id)
    decision = project.journal.decision(found.started["decision"]).decision
    assert (decision.verdict, decision.run.code) == ("amended", found.started["code"])
    assert state(project, asked) == "amended"


def test_stopped_before_its_code_ran_it_waits_again(project, asked):
    async def stop_at_once() -> None:
        begun = execution(project, asked)
        task = asyncio.create_task(begun.carry_out())
        while not project.journal.pending_decisions():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        begun.interrupt()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stop_at_once())
    assert state(project, asked) == "waiting"
    assert not ran(project)
    verify(project.journal)


@pytest.fixture
def cut_off(project, asked) -> tuple[Path, int]:
    """A decision whose run is about to begin; the run's lock, and who holds it."""
    folder = project.journal.path.parent / RUNS
    folder.mkdir(exist_ok=True)
    run = "ab" * 8
    file = folder / f"{run}.lock"
    holder = hold(file)
    permit(project, asked, Ruling())(run, "python3")
    return file, holder


def test_while_it_begins_nobody_says_that_it_was_cut_off(project, asked, cut_off):
    file, holder = cut_off
    assert reconcile(project) == []
    assert state(project, asked) == "pending"
    os.close(holder)  # as the system does when a process is killed
    [found] = reconcile(project)
    assert "nothing was run, and it waits again" in found.message
    assert state(project, asked) == "waiting"
    file.unlink()
    verify(project.journal)


def test_where_no_kernel_knows_the_language_it_can_only_be_rejected(project, suggest):
    shown = waiting(project, suggest("Look"), "print 1", language="cobol")
    assert isinstance(shown.refusal, NotFound)
    with pytest.raises(NotFound, match="No Jupyter kernel for cobol"):
        execution(project, shown)
    assert project.journal.pending_decisions() == []


def test_the_hash_covers_all_that_was_shown():
    run = ProposedRun("a", expected="b", cost="c")
    others = [replace(run, **{name: "z"}) for name in ("code", "expected", "cost")]
    assert len({run.digest, *(other.digest for other in others)}) == 4


@pytest.mark.slow
def test_a_rule_suggests_a_run_where_it_has_no_edit(project, suggest: Suggest):
    source = b"from random import gauss\n\nscore = gauss(0, 1)\nprint(score)\n"
    (project.root / "draw.py").write_bytes(source)
    choice = choose_rules(Settings(), only=["X5"])
    report = report_on(as_text(source, "draw.py"), choice, project)
    [found] = report.judged
    shown = present(project, found.id)
    assert "'draw.py'" in shown.run.code
    ended = asyncio.run(execution(project, shown).carry_out())
    assert ended.state == "succeeded", ended
