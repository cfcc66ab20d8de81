"""The way of one suggestion through the gate, over a real journal and repository."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coresearch.core.edits import Create, Modify, Replacement
from coresearch.core.errors import NotFound, Refused, Stale
from coresearch.journal.queries import entry
from coresearch.journal.verify import verify
from coresearch.workbench.amending import amended, drafts
from coresearch.workbench.decide import Ruling, accept, amend, present, put_off, reject
from coresearch.workbench.reconcile import reconcile
from coresearch.workbench.reverse import redo, undo
from coresearch.workbench.suggest import put_in_inbox
from tests.conftest import PLAN, git

ACCEPTED = PLAN.replace("data.", "data, with 5 seeds.")


def placed(project, suggestion):
    [item] = put_in_inbox(project, [suggestion])
    return present(project, item.id)


def plan_of(project):
    return (project.root / "plan.md").read_text()


def state(project, shown):
    return entry(project.journal, shown.id).state


def test_accept_changes_the_file_and_nothing_else(project, suggest, seeds_edit):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    head, index = (
        git(project.root, "rev-parse", "HEAD"),
        git(project.root, "ls-files", "-s"),
    )
    accept(project, shown, Ruling("right"))
    assert plan_of(project) == ACCEPTED
    assert state(project, shown) == "accepted"
    assert git(project.root, "status", "--porcelain") == " M plan.md\n"
    assert git(project.root, "rev-parse", "HEAD") == head
    assert git(project.root, "ls-files", "-s") == index
    assert git(project.root, "stash", "list") == ""
    verify(project.journal)


def test_reject_changes_nothing_and_keeps_the_reason(project, suggest, seeds_edit):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    decision = reject(project, shown, Ruling("they are in the script", True))
    assert plan_of(project) == PLAN
    assert (
        project.journal.decision(decision).decision.reason == "they are in the script"
    )
    again = put_in_inbox(project, [suggest("Name the seeds", seeds_edit)])
    assert not again[0].is_new
    assert "they are in the script" in again[0].earlier


def test_only_the_chosen_hunks_land(project, suggest):
    edit = Modify(
        "plan.md",
        (
            Replacement("# Plan\n", "# A plan\n"),
            Replacement("Each run takes 2 hours.\n", "Each run takes 3 hours.\n"),
        ),
    )
    shown = placed(project, suggest("Two things", edit))
    decision = accept(project, shown, Ruling(), hunks=[2])
    assert plan_of(project) == PLAN.replace("2 hours", "3 hours")
    recorded = project.journal.decision(decision).decision
    assert (recorded.hunks, recorded.offered) == ((2,), 2)


def test_a_file_that_changed_since_it_was_shown_is_refused(
    project, suggest, seeds_edit
):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    (project.root / "plan.md").write_text(PLAN + "\nMore.\n")
    with pytest.raises(Stale):
        accept(project, shown, Ruling())
    assert plan_of(project) == PLAN + "\nMore.\n"
    assert state(project, shown) == "waiting"
    accept(project, present(project, shown.id), Ruling())
    assert plan_of(project) == ACCEPTED + "\nMore.\n"


def test_a_suggestion_is_accepted_once(project, suggest, seeds_edit):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    accept(project, shown, Ruling())
    with pytest.raises(Refused):
        accept(project, present(project, shown.id), Ruling())
    with pytest.raises(Refused, match="accepted already"):
        reject(project, shown, Ruling())


def test_a_rejected_suggestion_may_be_accepted_after_all(project, suggest, seeds_edit):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    reject(project, shown, Ruling("no"))
    accept(project, present(project, shown.id), Ruling("I was wrong"))
    assert state(project, shown) == "accepted"


def test_later_leaves_it_waiting_on_record(project, suggest):
    shown = placed(project, suggest())
    put_off(project, shown, Ruling(seconds=3.21))
    assert state(project, shown) == "waiting"


def test_a_note_is_accepted_without_touching_files(project, suggest):
    shown = placed(project, suggest())
    accept(project, shown, Ruling())
    assert state(project, shown) == "accepted"
    assert plan_of(project) == PLAN


def test_amending_writes_the_persons_bytes(project, suggest, seeds_edit):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    [draft] = drafts(project, shown)
    assert draft.content == ACCEPTED.encode()
    mine = ACCEPTED.replace("5 seeds", "7 seeds").encode()
    amend(project, amended(shown, [replace(draft, content=mine)]), Ruling())
    assert plan_of(project).encode() == mine
    assert state(project, shown) == "amended"


def test_amending_a_note_edits_the_file_it_is_about(project, suggest):
    shown = placed(project, suggest())
    [draft] = drafts(project, shown)
    assert draft.content == PLAN.encode()
    amend(project, amended(shown, [replace(draft, content=b"mine\n")]), Ruling())
    assert plan_of(project) == "mine\n"


def test_undo_and_redo_restore_the_bytes_and_are_each_undoable(
    project, suggest, seeds_edit
):
    shown = placed(project, suggest("Name the seeds", seeds_edit))
    accept(project, shown, Ruling())
    undo(project)
    assert plan_of(project) == PLAN
    assert state(project, shown) == "undone"
    redo(project)
    assert plan_of(project) == ACCEPTED
    assert state(project, shown) == "accepted"
    undo(project, shown.id[:8])
    assert plan_of(project) == PLAN
    with pytest.raises(NotFound):
        undo(project)
    verify(project.journal)


def test_undo_keeps_what_the_person_wrote_elsewhere(project, suggest, seeds_edit):
    accept(project, placed(project, suggest("Name the seeds", seeds_edit)), Ruling())
    (project.root / "plan.md").write_text(ACCEPTED + "\nMy own words.\n")
    undo(project)
    assert plan_of(project) == PLAN + "\nMy own words.\n"


def test_undo_refuses_where_its_lines_have_changed(project, suggest, seeds_edit):
    accept(project, placed(project, suggest("Name the seeds", seeds_edit)), Ruling())
    mine = ACCEPTED.replace("5 seeds", "6 seeds")
    (project.root / "plan.md").write_text(mine)
    with pytest.raises(Stale):
        undo(project)
    assert plan_of(project) == mine


def test_undo_of_a_created_file_removes_it(project, suggest):
    accept(
        project, placed(project, suggest("A script", Create("a/b.py", "x\n"))), Ruling()
    )
    assert (project.root / "a/b.py").read_text() == "x\n"
    undo(project)
    assert not (project.root / "a/b.py").exists()


def test_an_accept_that_comes_back_says_so(project, suggest, seeds_edit):
    suggestion = suggest("Name the seeds", seeds_edit)
    accept(project, placed(project, suggestion), Ruling())
    undo(project)
    [again] = put_in_inbox(project, [suggestion])
    assert again.is_new
    assert again.earlier.startswith("undone on ")


def test_reconcile_has_nothing_to_say_in_peace(project, suggest, seeds_edit):
    accept(project, placed(project, suggest("Name the seeds", seeds_edit)), Ruling())
    assert reconcile(project) == []
